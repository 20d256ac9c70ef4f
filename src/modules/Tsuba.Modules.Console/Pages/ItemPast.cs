using Tsuba.Model.Items;
using Tsuba.Modules.Console.Timelines;
using Tsuba.Modules.History;

namespace Tsuba.Modules.Console.Pages;

/// <summary>What the page of an item shows of its past.</summary>
/// <param name="Spans">States, downtimes and flapping over the range.</param>
/// <param name="Entries">What happened in the range, the newest of it.</param>
/// <param name="Results">The last results, whatever the range.</param>
/// <param name="Lines">Log lines of the range, the newest of them.</param>
public sealed record ItemPast(
    IReadOnlyList<TimelineSpan> Spans, IReadOnlyList<HistoryEntry> Entries, IReadOnlyList<HistoryResult> Results, IReadOnlyList<HistoryLine> Lines)
{
    private const int MostResults = 20;
    private const int MostEntries = 50;

    /// <summary>Where no history is kept.</summary>
    public static ItemPast None { get; } = new([], [], [], []);

    /// <summary>Reads it.</summary>
    public static async Task<ItemPast> ReadAsync(IHistoryReader history, ItemId item, TimeRange range, CancellationToken cancellationToken)
    {
        var from = range.From.ToUnixTimeMilliseconds();
        var to = range.To.ToUnixTimeMilliseconds();
        var query = new HistoryQuery { Item = item, FromUtcMilliseconds = from, ToUtcMilliseconds = to, Limit = MostEntries };
        var results = await history.ResultsAsync(new HistoryQuery { Item = item, Limit = MostResults }, cancellationToken);
        var entries = await history.EntriesAsync(query, cancellationToken);
        var lines = await history.LinesAsync(query, cancellationToken);
        return new ItemPast(await Timeline.ReadAsync(history, item, from, to, cancellationToken), entries.Rows, results.Rows, lines.Rows);
    }
}
