using Microsoft.Data.Sqlite;
using Tsuba.Modules.History.Storage;

namespace Tsuba.Modules.History.Spans;

/// <summary>Removes spans that have ended before a time. The state in which an item was then stays, since it goes on.</summary>
internal static class SpanCleaner
{
    /// <summary>Removes the oldest; tells how many rows.</summary>
    public static int Remove(SqliteConnection connection, SqliteTransaction transaction, long oldestUtcMilliseconds, int rows)
    {
        var states = HistoryFile.Run(
            connection,
            transaction,
            "delete from state_span where (item, begin_ms) in (select item, begin_ms from state_span s where begin_ms < $oldest"
            + " and exists (select 1 from state_span later where later.item = s.item and later.begin_ms > s.begin_ms and later.begin_ms <= $oldest and (later.is_hard or not s.is_hard)) order by begin_ms limit $rows)",
            ("$oldest", oldestUtcMilliseconds),
            ("$rows", rows));
        var downtimes = HistoryFile.Run(
            connection,
            transaction,
            "delete from downtime_span where (item, begin_ms, id) in (select item, begin_ms, id from downtime_span where end_ms < $oldest order by end_ms limit $rows)",
            ("$oldest", oldestUtcMilliseconds),
            ("$rows", rows));
        return states + downtimes;
    }
}
