using System.Globalization;
using Tsuba.LiveState;
using Tsuba.LiveState.Access;
using Tsuba.Model.TimePeriods;
using Tsuba.Modules.Availability;
using Tsuba.Modules.Console.Api;

namespace Tsuba.Modules.Console.Reports;

/// <summary>A report of availability as it was asked for, in the API, on the page and by the command line alike.</summary>
/// <param name="Items">Items that the viewer sees, in order.</param>
/// <param name="Range">The range.</param>
/// <param name="Period">The time period that counts; null: always.</param>
/// <param name="Rules">How it is counted; its initial state holds for every item unless <paramref name="AssumesCurrent"/>.</param>
/// <param name="AssumesCurrent">Whether an item was before the first state that was seen as it is now.</param>
/// <param name="WithHostDowntime">Whether a downtime of a host is one of its services.</param>
/// <param name="Offset">First row of the answer.</param>
/// <param name="Limit">Most rows of the answer.</param>
internal sealed record ReportRequest(
    IReadOnlyList<LiveItem> Items,
    TimeSpanUtc Range,
    TimePeriod? Period,
    AvailabilityRules Rules,
    bool AssumesCurrent,
    bool WithHostDowntime,
    int Offset,
    int Limit)
{
    /// <summary>Most items of one report.</summary>
    public const int MostItems = 2000;

    /// <summary>Names of parameters.</summary>
    public static IReadOnlyList<string> Parameters { get; } =
    [
        "host", "service", "hostgroup", "servicegroup", "range", "from", "to", "timeperiod", "soft", "initial_state", "downtime", "unknown", "warning", "no_data", "host_downtime",
        "offset", "limit", "format",
    ];

    private const string HostStates = "up, down, unreachable";
    private const string ServiceStates = "ok, warning, critical, unknown";

    /// <summary>Reads parameters; what is missing or empty has its default. Instead of a request there may be a refusal.</summary>
    /// <param name="parameters">The value of a parameter, or empty.</param>
    /// <param name="tables">The live tables.</param>
    /// <param name="viewer">In whose name.</param>
    /// <param name="now">Now.</param>
    public static (ReportRequest? Request, string Refusal, bool IsMissing) Read(Func<string, string> parameters, LiveTables tables, Viewer viewer, DateTimeOffset now)
    {
        var site = tables.Site;
        if (ReadItems(parameters, site, viewer) is not { } items)
        {
            return (null, "there is no such host, service or group", true);
        }

        if (items.Count > MostItems)
        {
            return (null, FormattableString.Invariant($"these are {items.Count} items, and a report has {MostItems} at most: name a group, a host or a service"), false);
        }

        if (ReadRange(parameters, site.Zone, now, out var refusal) is not { } range)
        {
            return (null, refusal, false);
        }

        TimePeriod? period = null;
        if (parameters("timeperiod") is { Length: > 0 } periodName && !site.TimePeriods.TryGetValue(periodName, out period))
        {
            return (null, $"there is no time period '{periodName}'", false);
        }

        if (ReadRules(parameters, items is [LiveHost, ..], out refusal) is not { } rules)
        {
            return (null, refusal, false);
        }

        if (parameters("format") is not ("" or "json" or "csv") and var format)
        {
            return (null, $"format '{format}' is none of json, csv", false);
        }

        var limit = Number(parameters("limit"), 100);
        var offset = Number(parameters("offset"), 0);
        return limit is null or > MostItems || offset is null
            ? (null, FormattableString.Invariant($"offset and limit are numbers, limit at most {MostItems}"), false)
            : (new ReportRequest(items, range, period, rules, parameters("initial_state") == "current", Flag(parameters("host_downtime"), otherwise: true) == true, offset.Value, limit.Value), "", false);
    }

    /// <summary>A moment as it is typed, in UTC milliseconds: seconds since 1970, a date, or a time of the site's zone; null: none of these.</summary>
    public static long? Moment(string text, TimeZoneInfo zone) =>
        double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var seconds) && seconds is >= 0 and < 1e11
            ? (long)(seconds * 1000)
            : DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) && Pages.TimeRange.IsUsable(day.Year)
                ? ReportRange.Midnight(day, zone)
                : Pages.TimeRange.Parse(text, zone)?.ToUnixTimeMilliseconds();

    private static List<LiveItem>? ReadItems(Func<string, string> parameters, LiveSite site, Viewer viewer)
    {
        var (host, service) = (parameters("host"), parameters("service"));
        IEnumerable<LiveItem>? items;
        if (host.Length > 0)
        {
            LiveItem? item = service.Length > 0 ? site.FindService(host, service) : site.FindHost(host);
            items = item is not null && viewer.Sees(item) ? [item] : null;
        }
        else if (parameters("hostgroup") is { Length: > 0 } hostGroup)
        {
            items = site.HostGroups.GetValueOrDefault(hostGroup)?.Members;
        }
        else if (parameters("servicegroup") is { Length: > 0 } serviceGroup)
        {
            items = site.ServiceGroups.GetValueOrDefault(serviceGroup)?.Members;
        }
        else
        {
            items = service.Length > 0 ? site.Services.Where(candidate => candidate.Service.Description == service) : site.Hosts;
        }

        var seen = items?.Where(viewer.Sees).ToList();
        return seen is { Count: 0 } && !viewer.SeesEverything && parameters("hostgroup").Length + parameters("servicegroup").Length > 0 ? null : seen;
    }

    private static TimeSpanUtc? ReadRange(Func<string, string> parameters, TimeZoneInfo zone, DateTimeOffset now, out string refusal)
    {
        refusal = "";
        var (from, to) = (parameters("from"), parameters("to"));
        if (from.Length + to.Length == 0)
        {
            var name = parameters("range") is { Length: > 0 } given ? given : "last24hours";
            refusal = $"range '{name}' is none of {string.Join(", ", ReportRange.Names)}";
            return ReportRange.Named(name, now, zone);
        }

        var begin = Moment(from, zone);
        var end = to.Length == 0 ? now.ToUnixTimeMilliseconds() : Moment(to, zone);
        if (begin is null || end is null)
        {
            refusal = "from and to are seconds since 1970, dates (2026-01-31) or times of the site's zone (2026-01-31T14:00)";
            return null;
        }

        var range = new TimeSpanUtc(begin.Value, Math.Min(end.Value, now.ToUnixTimeMilliseconds()));
        refusal = "the range ends before it begins, or lies in the future";
        return range.Begin < range.End ? range : null;
    }

    private static AvailabilityRules? ReadRules(Func<string, string> parameters, bool areHosts, out string refusal)
    {
        refusal = "";
        var usual = new AvailabilityRules();
        if (InitialState(parameters("initial_state"), areHosts) is not { } initial)
        {
            refusal = $"initial_state '{parameters("initial_state")}' is none of undetermined, current, {(areHosts ? HostStates : ServiceStates)}";
            return null;
        }

        foreach (var name in new[] { "downtime", "unknown", "warning", "no_data" })
        {
            if (parameters(name) is { Length: > 0 } given && !HistoryKindNames.TryParse<TimeHandling>(given, out _))
            {
                refusal = $"{name} '{given}' is none of {HistoryKindNames.All<TimeHandling>()}";
                return null;
            }
        }

        foreach (var name in new[] { "soft", "host_downtime" })
        {
            if (Flag(parameters(name), otherwise: false) is null)
            {
                refusal = $"{name} '{parameters(name)}' is none of 0, 1";
                return null;
            }
        }

        return new AvailabilityRules
        {
            IncludesSoft = Flag(parameters("soft"), otherwise: false) == true,
            InitialState = initial,
            Downtime = Handling(parameters("downtime"), usual.Downtime),
            Unknown = Handling(parameters("unknown"), usual.Unknown),
            Warning = Handling(parameters("warning"), usual.Warning),
            NoData = Handling(parameters("no_data"), usual.NoData),
        };
    }

    // UP and OK are the same to a report, so a page offers one for both; other states are those of what the report is about.
    private static int? InitialState(string name, bool isHost) => (name, isHost) switch
    {
        ("" or "undetermined" or "current", _) => AvailabilityRules.Undetermined,
        ("up" or "ok", _) => 0,
        ("down", true) or ("warning", false) => 1,
        ("unreachable", true) or ("critical", false) => 2,
        ("unknown", false) => 3,
        _ => null,
    };

    private static bool? Flag(string text, bool otherwise) => text switch
    {
        "" => otherwise,
        "1" or "true" => true,
        "0" or "false" => false,
        _ => null,
    };

    private static TimeHandling Handling(string text, TimeHandling otherwise) => HistoryKindNames.TryParse<TimeHandling>(text, out var handling) ? (TimeHandling)handling : otherwise;

    private static int? Number(string text, int otherwise) =>
        text.Length == 0 ? otherwise : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}
