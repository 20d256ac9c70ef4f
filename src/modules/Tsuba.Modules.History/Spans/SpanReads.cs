using System.Collections.Immutable;
using Microsoft.Data.Sqlite;
using Tsuba.Model.Items;
using Tsuba.Modules.Availability;
using Tsuba.Modules.History.Storage;

namespace Tsuba.Modules.History.Spans;

/// <summary>Reads the spans of items over a range.</summary>
internal static class SpanReads
{
    /// <summary>What is stored of each item.</summary>
    public static IReadOnlyDictionary<ItemId, ItemSpans> Read(SqliteConnection connection, IReadOnlyCollection<ItemId> items, TimeSpanUtc range)
    {
        using var states = Command(
            connection,
            "select begin_ms, state, is_hard from state_span where item = $item and begin_ms < $to"
            + " and begin_ms >= coalesce((select max(begin_ms) from state_span where item = $item and begin_ms <= $from and is_hard), (select max(begin_ms) from state_span where item = $item and begin_ms <= $from), 0) order by begin_ms",
            range);
        using var downtimes = Command(connection, "select begin_ms, end_ms from downtime_span where item = $item and begin_ms < $to and end_ms > $from", range);
        using var corrections = Command(
            connection,
            $"{CorrectionTable.Select} where c.item = $item and c.revokes is null and r.id is null and c.begin_ms < $to and c.end_ms > $from order by c.id",
            range);
        var found = new Dictionary<ItemId, ItemSpans>(items.Count);
        foreach (var item in items)
        {
            found[item] = new ItemSpans(
                Rows(states, item, row => new StateSpan(row.GetInt64(0), row.GetInt32(1), row.GetBoolean(2))),
                Rows(downtimes, item, row => new TimeSpanUtc(row.GetInt64(0), row.GetInt64(1))),
                Rows(corrections, item, CorrectionTable.Read));
        }

        return found;
    }

    private static SqliteCommand Command(SqliteConnection connection, string text, TimeSpanUtc range) =>
        HistoryFile.Command(connection, null, text, ("$item", 0L), ("$from", range.Begin), ("$to", range.End));

    private static ImmutableArray<T> Rows<T>(SqliteCommand command, ItemId item, Func<SqliteDataReader, T> read)
    {
        command.Parameters["$item"].Value = (long)item.Value;
        using var row = command.ExecuteReader();
        var rows = ImmutableArray.CreateBuilder<T>();
        while (row.Read())
        {
            rows.Add(read(row));
        }

        return rows.ToImmutable();
    }
}
