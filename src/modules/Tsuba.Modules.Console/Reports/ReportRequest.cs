using System.Globalization;
using Tsuba.LiveState;
using Tsuba.LiveState.Access;
using Tsuba.Model.TimePeriods;
using Tsuba.Modules.Availability;

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

    private static readonly string[] StateNames = ["up", "ok", "down", "warning", "unreachable", "critical", "unknown"];

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

        if (ReadRules(parameters, out refusal) is not { } rules)
        {
            return (null, refusal, false);
        }

        var limit = Number(parameters("limit"), 100);
        var offset = Number(parameters("offset"), 0);
        return limit is null or > MostItems || offset is null
            ? (null, FormattableString.Invariant($"offset and limit are numbers, limit at most {MostItems}"), false)
            : (new ReportRequest(items, range, period, rules, parameters("initial_state") == "current", parameters("host_downtime") != "0", offset.Value, limit.Value), "", false);
    }

    /// <summary>A moment as it is typed, in UTC milliseconds: seconds since 1970, a date, or a time of the site's zone; null: none of these.</summary>
    public static long? Moment(string text, TimeZoneInfo zone) =>
        double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var seconds) && seconds is >= 0 and < 1e11
            ? (long)(seconds * 1000)
            : DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
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

    private static AvailabilityRules? ReadRules(Func<string, string> parameters, out string refusal)
    {
        refusal = "";
        var usual = new AvailabilityRules();
        var initial = parameters("initial_state");
        if (initial is not ("" or "undetermined" or "current") && !StateNames.Contains(initial))
        {
            refusal = $"initial_state '{initial}' is none of undetermined, current, {string.Join(", ", StateNames)}";
            return null;
        }

        foreach (var name in new[] { "downtime", "unknown", "warning", "no_data" })
        {
            if (parameters(name) is { Length: > 0 } given && !Enum.TryParse<TimeHandling>(given, ignoreCase: true, out _))
            {
                refusal = $"{name} '{given}' is none of count, exclude, available";
                return null;
            }
        }

        return new AvailabilityRules
        {
            IncludesSoft = parameters("soft") is "1" or "true",
            InitialState = initial switch
            {
                "up" or "ok" => 0,
                "down" or "warning" => 1,
                "unreachable" or "critical" => 2,
                "unknown" => 3,
                _ => AvailabilityRules.Undetermined,
            },
            Downtime = Handling(parameters("downtime"), usual.Downtime),
            Unknown = Handling(parameters("unknown"), usual.Unknown),
            Warning = Handling(parameters("warning"), usual.Warning),
            NoData = Handling(parameters("no_data"), usual.NoData),
        };
    }

    private static TimeHandling Handling(string text, TimeHandling otherwise) => Enum.TryParse<TimeHandling>(text, ignoreCase: true, out var handling) ? handling : otherwise;

    private static int? Number(string text, int otherwise) =>
        text.Length == 0 ? otherwise : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}
