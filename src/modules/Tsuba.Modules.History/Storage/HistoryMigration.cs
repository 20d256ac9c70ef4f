using System.Globalization;
using Microsoft.Data.Sqlite;

namespace Tsuba.Modules.History.Storage;

/// <summary>Brings a history file to the tables of this version, in one transaction: a crash leaves the file as it was.</summary>
internal static class HistoryMigration
{
    // The first version kept no number of its version: its tables are there and user_version is 0.
    private const string FromFirst = """
        drop index if exists result_item;
        drop index if exists result_time;
        drop index if exists line_item;
        drop index if exists line_time;
        alter table result rename to result_1;
        alter table line rename to line_1;
        """;

    private const string TakeFirst = """
        insert into result (part, sequence, item, utc_ms, state, is_hard, attempt, output, perfdata, execution_s, latency_s)
            select part, sequence, item, utc_ms, state, is_hard, attempt, output, perfdata, execution_s, latency_s from result_1 order by utc_ms;
        insert into line (part, sequence, item, utc_ms, kind, contact, text)
            select part, sequence, item, utc_ms, line_kind(text), contact, text from line_1 order by utc_ms;
        insert or ignore into dirty select distinct 1, utc_ms / 300000 * 300 from result;
        insert into progress select part, max(sequence), $now from (select part, sequence from result_1 union all select part, sequence from line_1) group by part;
        drop table result_1;
        drop table line_1;
        """;

    // The second version had no spans: changes of state and downtimes are among its entries.
    private const string TakeSecond = """
        insert or replace into state_span select item, utc_ms, state, is_hard from entry where kind = 1 and item <> 0 order by utc_ms, id;
        insert or replace into downtime_span
            select item, utc_ms, cast(detail as integer), coalesce(
                (select min(e.utc_ms) from entry e where e.item = s.item and e.kind = 3 and e.part = s.part and e.detail = s.detail and e.action in ('ended', 'cancelled') and e.utc_ms >= s.utc_ms),
                end_ms)
            from entry s where kind = 3 and action = 'started' and item <> 0;
        """;

    /// <summary>Makes or migrates the tables.</summary>
    /// <param name="connection">The connection that writes.</param>
    /// <param name="nowUtcMilliseconds">Now: events up to here that an older version has kept are not taken again.</param>
    /// <exception cref="NotSupportedException">The file was written by a newer version.</exception>
    public static void Run(SqliteConnection connection, long nowUtcMilliseconds)
    {
        var version = Number(connection, "pragma user_version");
        if (version > HistorySchema.Version)
        {
            throw new NotSupportedException(string.Create(CultureInfo.InvariantCulture, $"the history was written by a newer version of Tsuba (its tables are version {version}, this program knows {HistorySchema.Version})"));
        }

        if (version == HistorySchema.Version)
        {
            return;
        }

        var isFirst = version == 0 && Number(connection, "select count(*) from sqlite_master where type = 'table' and name = 'result'") > 0;
        connection.CreateFunction("line_kind", (string text) => (long)LogLineKinds.Of(text), isDeterministic: true);
        using var transaction = connection.BeginTransaction();
        if (isFirst)
        {
            Execute(connection, transaction, FromFirst, null);
        }

        if (version == 2)
        {
            Execute(connection, transaction, HistorySchema.Spans + TakeSecond, null);
        }
        else
        {
            Execute(connection, transaction, HistorySchema.Tables, null);
        }

        if (isFirst)
        {
            Execute(connection, transaction, TakeFirst, nowUtcMilliseconds);
        }

        Execute(connection, transaction, string.Create(CultureInfo.InvariantCulture, $"pragma user_version = {HistorySchema.Version}"), null);
        transaction.Commit();
    }

    private static void Execute(SqliteConnection connection, SqliteTransaction transaction, string text, long? now)
    {
        using var command = connection.CreateCommand();
        command.Transaction = transaction;
        command.CommandText = text;
        if (now is { } value)
        {
            command.Parameters.AddWithValue("$now", value);
        }

        command.ExecuteNonQuery();
    }

    private static long Number(SqliteConnection connection, string text)
    {
        using var command = connection.CreateCommand();
        command.CommandText = text;
        return (long)command.ExecuteScalar()!;
    }
}
