using Microsoft.AspNetCore.Mvc;
using Tsuba.LiveState.Access;
using Tsuba.Modules.History;

namespace Tsuba.Modules.Console.Api;

/// <summary>The parameters that every question to the history has in common.</summary>
/// <param name="Host">Only what is about this host itself.</param>
/// <param name="Service">Only what is about this service of the host.</param>
/// <param name="Kind">Only these kinds, separated by commas.</param>
/// <param name="From">Oldest time wanted, seconds since 1970.</param>
/// <param name="To">First time not wanted, seconds since 1970.</param>
/// <param name="Cursor">Where the page before ended.</param>
/// <param name="Limit">Most rows, 100 by default and 10,000 at most.</param>
internal sealed record HistoryRequest(
    [FromQuery(Name = "host")] string? Host,
    [FromQuery(Name = "service")] string? Service,
    [FromQuery(Name = "kind")] string? Kind,
    [FromQuery(Name = "from")] double? From,
    [FromQuery(Name = "to")] double? To,
    [FromQuery(Name = "cursor")] string? Cursor,
    [FromQuery(Name = "limit")] int? Limit)
{
    /// <summary>The query in a viewer's name, or why there is none.</summary>
    /// <typeparam name="TKind">The kinds that it can tell apart.</typeparam>
    public (HistoryQuery? Query, string Refusal, bool IsMissing) Read<TKind>(ConsoleSite site, Viewer viewer)
        where TKind : struct, Enum
    {
        var item = Host is null ? null : site.Find(Host, Service, viewer);
        if (Host is not null && item is null)
        {
            return (null, "there is no such host or service", true);
        }

        if (Host is null && !string.IsNullOrEmpty(Service))
        {
            return (null, "service is asked for with its host", false);
        }

        HistoryCursor? before = null;
        if (!string.IsNullOrEmpty(Cursor))
        {
            if (!HistoryCursor.TryParse(Cursor, out var cursor))
            {
                return (null, "cursor is not one that this site gave", false);
            }

            before = cursor;
        }

        var kinds = new List<byte>();
        foreach (var word in (Kind ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            if (!HistoryKindNames.TryParse<TKind>(word, out var kind))
            {
                return (null, $"kind '{word}' is none of {HistoryKindNames.All<TKind>()}", false);
            }

            kinds.Add(kind);
        }

        var query = new HistoryQuery
        {
            Item = item?.Definition.Id ?? default,
            FromUtcMilliseconds = Milliseconds(From, 0),
            ToUtcMilliseconds = Milliseconds(To, long.MaxValue),
            Kinds = kinds,
            Sees = site.SightOf(viewer),
            Before = before,
            Limit = Math.Clamp(Limit ?? 100, 1, HistoryQuery.MostRows),
        };
        return (query, "", false);
    }

    /// <summary>Seconds as milliseconds.</summary>
    public static long Milliseconds(double? seconds, long missing) =>
        seconds is { } given && double.IsFinite(given) ? (long)Math.Clamp(given * 1000, 0, long.MaxValue / 2.0) : missing;
}
