using Microsoft.Data.Sqlite;
using Tsuba.Modules.History.Sampling;
using Tsuba.Modules.History.Spans;

namespace Tsuba.Modules.History.Storage;

/// <summary>
/// Removes what is too old, and the oldest where the file is nearly full: results first, since samples stand for them, then fine
/// samples, log lines and entries, coarse samples last. Works in slices, each a transaction, so writers never wait long.
/// </summary>
internal sealed class HistoryCleaner(HistoryFile file, HistorySettings settings)
{
    private const int SliceRows = 20_000;
    private const int SliceShare = 40;

    // Cleaning by size begins above FullPercent and ends at GoodPercent of the pages.
    private const int FullPercent = 92;
    private const int GoodPercent = 85;

    private static readonly string[] BySize = ["result", "sample 1", "line", "entry", "sample 2", "sample 3", "span"];

    /// <summary>Removes by age, then by size; tells how many rows.</summary>
    public async Task<long> CleanAsync(DateTimeOffset now, CancellationToken cancellationToken)
    {
        var removed = await SlicesAsync("result", "utc_ms", Oldest(now, settings.RawAge), "result.age", cancellationToken);
        removed += await SlicesAsync("line", "utc_ms", Oldest(now, settings.EventAge), "line.age", cancellationToken);
        removed += await SlicesAsync("entry", "utc_ms", Oldest(now, settings.EventAge), "entry.age", cancellationToken);
        removed += await SpanSlicesAsync(Oldest(now, settings.SpanAge), "span.age", cancellationToken);
        for (var level = 1; level <= SampleLevels.Last; level++)
        {
            removed += await SampleSlicesAsync(level, Oldest(now, settings.AgeOf(level)) / 1000, cancellationToken);
        }

        return removed + await MakeRoomAsync(FullPercent, cancellationToken);
    }

    /// <summary>Removes the oldest until the file is well below its limit, if it is above <paramref name="fullPercent"/> of it.</summary>
    public async Task<long> MakeRoomAsync(int fullPercent, CancellationToken cancellationToken)
    {
        long removed = 0;
        if (!await file.WriteAsync((connection, transaction) => IsAbove(connection, transaction, fullPercent), cancellationToken))
        {
            return 0;
        }

        foreach (var what in BySize)
        {
            long slice;
            do
            {
                slice = await file.WriteAsync((connection, transaction) => IsAbove(connection, transaction, GoodPercent) ? RemoveOldest(connection, transaction, what) : 0, cancellationToken);
                removed += slice;
            }
            while (slice > 0);
        }

        return removed;
    }

    private static long Oldest(DateTimeOffset now, TimeSpan age) => now.Subtract(age).ToUnixTimeMilliseconds();

    private bool IsAbove(SqliteConnection connection, SqliteTransaction transaction, int percent)
    {
        var used = HistoryFile.Number(connection, transaction, "pragma page_count") - HistoryFile.Number(connection, transaction, "pragma freelist_count");
        return used > file.MaxPages * percent / 100;
    }

    private static long RemoveOldest(SqliteConnection connection, SqliteTransaction transaction, string what)
    {
        if (what == "span")
        {
            var spans = SpanCleaner.Remove(connection, transaction, long.MaxValue, SliceRows);
            DropCounts.Add(connection, transaction, "span.size", spans);
            return spans;
        }

        var level = what.StartsWith("sample ", StringComparison.Ordinal) ? what[^1] - '0' : 0;
        var removed = level > 0
            ? HistoryFile.Run(
                connection,
                transaction,
                "delete from sample where (level, series, begin_s) in (select level, series, begin_s from sample where level = $level order by begin_s limit $rows)",
                ("$level", level),
                ("$rows", SliceRows))
            : RemoveOldestRows(connection, transaction, what);
        DropCounts.Add(connection, transaction, (level > 0 ? "sample" : what) + ".size", removed);
        return removed;
    }

    private static int RemoveOldestRows(SqliteConnection connection, SqliteTransaction transaction, string table)
    {
        // Rows may be large: a slice is a small share of the table, so that not more is removed than must be.
        var rows = Math.Clamp(HistoryFile.Number(connection, transaction, $"select coalesce(max(id) - min(id) + 1, 0) from {table}") / SliceShare, 1, SliceRows);
        var newest = HistoryFile.Number(connection, transaction, $"select max(utc_ms) from (select utc_ms from {table} order by utc_ms limit $rows)", ("$rows", rows));
        if (table == "result")
        {
            ResultFloor.Raise(connection, transaction, newest);
        }

        if (table == "entry")
        {
            return EntryTail.Remove(connection, transaction, long.MaxValue, rows);
        }

        return HistoryFile.Run(connection, transaction, $"delete from {table} where id in (select id from {table} order by utc_ms limit $rows)", ("$rows", rows));
    }

    private async Task<long> SlicesAsync(string table, string column, long oldest, string counter, CancellationToken cancellationToken)
    {
        long all = 0;
        int slice;
        do
        {
            slice = await file.WriteAsync(
                (connection, transaction) =>
                {
                    var removed = table == "entry"
                        ? EntryTail.Remove(connection, transaction, oldest, SliceRows)
                        : HistoryFile.Run(
                            connection,
                            transaction,
                            $"delete from {table} where id in (select id from {table} where {column} < $oldest order by {column} limit $rows)",
                            ("$oldest", oldest),
                            ("$rows", SliceRows));
                    DropCounts.Add(connection, transaction, counter, removed);
                    return removed;
                },
                cancellationToken);
            all += slice;
        }
        while (slice == SliceRows);
        return all;
    }

    private async Task<long> SpanSlicesAsync(long oldest, string counter, CancellationToken cancellationToken)
    {
        long all = 0;
        int slice;
        do
        {
            slice = await file.WriteAsync(
                (connection, transaction) =>
                {
                    var removed = SpanCleaner.Remove(connection, transaction, oldest, SliceRows);
                    DropCounts.Add(connection, transaction, counter, removed);
                    return removed;
                },
                cancellationToken);
            all += slice;
        }
        while (slice >= SliceRows);
        return all;
    }

    private async Task<long> SampleSlicesAsync(int level, long oldestSeconds, CancellationToken cancellationToken)
    {
        long all = 0;
        int slice;
        do
        {
            slice = await file.WriteAsync(
                (connection, transaction) =>
                {
                    var removed = HistoryFile.Run(
                        connection,
                        transaction,
                        "delete from sample where (level, series, begin_s) in (select level, series, begin_s from sample where level = $level and begin_s < $oldest limit $rows)",
                        ("$level", level),
                        ("$oldest", oldestSeconds),
                        ("$rows", SliceRows));
                    DropCounts.Add(connection, transaction, "sample.age", removed);
                    return removed;
                },
                cancellationToken);
            all += slice;
        }
        while (slice == SliceRows);
        return all;
    }
}
