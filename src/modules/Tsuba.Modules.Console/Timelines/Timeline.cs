using Tsuba.Model.Items;
using Tsuba.Modules.History;

namespace Tsuba.Modules.Console.Timelines;

/// <summary>Makes spans out of what happened to an item: a span of a state lasts until the next change.</summary>
public static class Timeline
{
    private const int MostChanges = 5000;

    private static readonly byte[] States = [(byte)HistoryKind.StateChange];
    private static readonly byte[] Marks = [(byte)HistoryKind.Downtime, (byte)HistoryKind.Flapping];

    /// <summary>Reads the spans of a range in ascending order, states first.</summary>
    /// <param name="history">The history.</param>
    /// <param name="item">The item.</param>
    /// <param name="from">Begin of the range, UTC milliseconds.</param>
    /// <param name="to">End of the range, UTC milliseconds; not after now.</param>
    /// <param name="cancellationToken">Stop.</param>
    public static async Task<IReadOnlyList<TimelineSpan>> ReadAsync(IHistoryReader history, ItemId item, long from, long to, CancellationToken cancellationToken)
    {
        var query = new HistoryQuery { Item = item, FromUtcMilliseconds = from, ToUtcMilliseconds = to, Kinds = States, Limit = MostChanges };
        var changes = await history.EntriesAsync(query, cancellationToken);

        // Where there are more changes than are read, nothing is said of the time before the oldest of them: the state at the begin did not last until then.
        var before = changes.Next is null
            ? await history.EntriesAsync(query with { FromUtcMilliseconds = 0, ToUtcMilliseconds = from, Limit = 1 }, cancellationToken)
            : new HistoryPage<HistoryEntry>([], null);
        var marks = await history.EntriesAsync(query with { FromUtcMilliseconds = 0, Kinds = Marks, Limit = MostChanges }, cancellationToken);
        return [.. StatesOf([.. changes.Rows, .. before.Rows], from, to), .. MarksOf(marks.Rows, from, to)];
    }

    /// <summary>Spans of states.</summary>
    /// <param name="newestFirst">Changes of state, the last one before the range among them if there was one.</param>
    /// <param name="from">Begin of the range.</param>
    /// <param name="to">End of the range.</param>
    public static IEnumerable<TimelineSpan> StatesOf(IReadOnlyList<HistoryEntry> newestFirst, long from, long to)
    {
        for (var index = newestFirst.Count - 1; index >= 0; index--)
        {
            var change = newestFirst[index];
            var begin = Math.Max(from, change.UtcMilliseconds);
            var end = index > 0 ? Math.Min(to, newestFirst[index - 1].UtcMilliseconds) : to;
            if (begin < end)
            {
                yield return new TimelineSpan("state", begin, end, change.State, change.IsHard, change.Text);
            }
        }
    }

    /// <summary>Spans of downtimes and of flapping; one that has not ended lasts to the end of the range.</summary>
    /// <param name="newestFirst">Entries of both kinds, from before the range too.</param>
    /// <param name="from">Begin of the range.</param>
    /// <param name="to">End of the range.</param>
    public static IEnumerable<TimelineSpan> MarksOf(IReadOnlyList<HistoryEntry> newestFirst, long from, long to)
    {
        var open = new Dictionary<(HistoryKind, string), HistoryEntry>();
        var spans = new List<TimelineSpan>();
        foreach (var entry in newestFirst.Reverse())
        {
            // Downtimes are told apart by their number, an item flaps once at a time.
            var key = (entry.Kind, entry.Kind == HistoryKind.Downtime ? entry.Detail : "");
            if (entry.Action == "started")
            {
                open.TryAdd(key, entry);
            }
            else if (entry.Action != "scheduled" && open.Remove(key, out var begun))
            {
                spans.Add(Mark(begun, entry.UtcMilliseconds));
            }
        }

        spans.AddRange(open.Values.Select(begun => Mark(begun, to)));
        return spans
            .Select(span => span with { FromUtcMilliseconds = Math.Max(from, span.FromUtcMilliseconds), ToUtcMilliseconds = Math.Min(to, span.ToUtcMilliseconds) })
            .Where(span => span.FromUtcMilliseconds < span.ToUtcMilliseconds)
            .OrderBy(span => span.FromUtcMilliseconds);
    }

    private static TimelineSpan Mark(HistoryEntry begun, long end) => new(
        begun.Kind == HistoryKind.Downtime ? "downtime" : "flapping",
        begun.UtcMilliseconds,
        end,
        -1,
        IsHard: false,
        begun.Author.Length > 0 ? $"{begun.Author}: {begun.Text}" : begun.Text);
}
