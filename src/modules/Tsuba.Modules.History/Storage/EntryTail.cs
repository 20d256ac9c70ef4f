using Microsoft.Data.Sqlite;

namespace Tsuba.Modules.History.Storage;

/// <summary>
/// Entries in the order of their numbers, which is that of keeping. Numbers only grow: the newest entry is never removed. The greatest
/// number that was removed is kept, so a reader whose place lies before it can be told that something is missing.
/// </summary>
internal static class EntryTail
{
    // Kept with the progress of parts, whose numbers are not negative.
    private const int RemovedKey = -2;

    /// <summary>Reads behind a place.</summary>
    public static HistoryTail Read(SqliteConnection connection, HistoryQuery query, HistoryCursor? after)
    {
        // One view of the file: nothing is removed between the look at what is missing and the rows.
        using var view = connection.BeginTransaction(deferred: true);
        var newest = Newest(connection, view);
        if (after is not { } place)
        {
            return new HistoryTail([], newest, HasMore: false, IsBroken: false);
        }

        var isBroken = IsBroken(connection, view, place, newest);
        var from = isBroken ? 0 : place.Row;
        var rows = new List<HistoryTailRow>();
        var limit = Math.Clamp(query.Limit, 1, HistoryQuery.MostRows);
        using var command = HistoryFile.Command(
            connection,
            view,
            $"select id, utc_ms, {HistoryReads.EntryColumns} from entry where id > $row and id <= $newest{HistoryReads.Conditions(query with { Before = null, Contains = "" }, hasKinds: true)} order by id limit $limit",
            ("$row", from),
            ("$newest", newest.Row),
            ("$item", (long)query.Item.Value),
            ("$limit", limit));
        using var row = command.ExecuteReader();
        while (row.Read())
        {
            rows.Add(new HistoryTailRow(new HistoryCursor(row.GetInt64(1), row.GetInt64(0)), HistoryReads.Entry(row)));
        }

        var hasMore = rows.Count == limit && rows[^1].Cursor.Row < newest.Row;
        return new HistoryTail(rows, hasMore ? rows[^1].Cursor : newest, hasMore, isBroken);
    }

    /// <summary>Removes the oldest entries before a time, and remembers how far.</summary>
    public static int Remove(SqliteConnection connection, SqliteTransaction transaction, long oldestUtcMilliseconds, long rows)
    {
        const string Which = "select id from entry where utc_ms < $oldest and id < (select max(id) from entry) order by utc_ms limit $rows";
        var greatest = HistoryFile.Number(connection, transaction, $"select max(id) from ({Which})", ("$oldest", oldestUtcMilliseconds), ("$rows", rows));
        if (greatest == 0)
        {
            return 0;
        }

        HistoryFile.Run(
            connection,
            transaction,
            "insert into progress (part, sequence, utc_ms) values ($key, $row, 0) on conflict (part) do update set sequence = max(sequence, excluded.sequence)",
            ("$key", RemovedKey),
            ("$row", greatest));
        return HistoryFile.Run(connection, transaction, $"delete from entry where id in ({Which})", ("$oldest", oldestUtcMilliseconds), ("$rows", rows));
    }

    // A place is good if nothing behind it was removed and it is the place of an entry here, or the very beginning.
    private static bool IsBroken(SqliteConnection connection, SqliteTransaction view, HistoryCursor place, HistoryCursor newest)
    {
        var removed = HistoryFile.Number(connection, view, "select sequence from progress where part = $key", ("$key", RemovedKey));
        if (place.Row < removed || place.Row > newest.Row)
        {
            return true;
        }

        var time = HistoryFile.Number(connection, view, "select utc_ms from entry where id = $row", ("$row", place.Row));
        return time != 0 && time != place.UtcMilliseconds;
    }

    private static HistoryCursor Newest(SqliteConnection connection, SqliteTransaction view)
    {
        using var command = HistoryFile.Command(connection, view, "select utc_ms, id from entry order by id desc limit 1");
        using var row = command.ExecuteReader();
        return row.Read() ? new HistoryCursor(row.GetInt64(0), row.GetInt64(1)) : default;
    }
}
