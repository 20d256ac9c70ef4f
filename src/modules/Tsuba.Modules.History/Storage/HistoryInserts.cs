using Microsoft.Data.Sqlite;
using Tsuba.Protocol.Contracts;

namespace Tsuba.Modules.History.Storage;

/// <summary>The two prepared inserts of one transaction.</summary>
internal sealed class HistoryInserts : IDisposable
{
    private readonly SqliteCommand _result;
    private readonly SqliteCommand _line;

    public HistoryInserts(SqliteConnection connection, SqliteTransaction transaction)
    {
        _result = Prepare(
            connection,
            transaction,
            "insert or ignore into result values ($part, $sequence, $item, $utc_ms, $state, $is_hard, $attempt, $output, $perfdata, $execution_s, $latency_s)",
            ["$part", "$sequence", "$item", "$utc_ms", "$state", "$is_hard", "$attempt", "$output", "$perfdata", "$execution_s", "$latency_s"]);
        _line = Prepare(
            connection,
            transaction,
            "insert or ignore into line values ($part, $sequence, $item, $utc_ms, $contact, $text)",
            ["$part", "$sequence", "$item", "$utc_ms", "$contact", "$text"]);
    }

    public void Insert(int part, Event happened)
    {
        switch (happened.KindCase)
        {
            case Event.KindOneofCase.CheckResult:
                var result = happened.CheckResult;
                Run(_result, part, (long)happened.Sequence, (long)result.Item, result.StartUtcMs == 0 ? happened.UtcMs : result.StartUtcMs, (long)result.State,
                    result.StateType == 1 ? 1L : 0L, (long)result.Attempt, result.Output, result.Perfdata, (double)result.ExecutionSeconds, (double)result.LatencySeconds);
                break;
            case Event.KindOneofCase.Log:
                Run(_line, part, (long)happened.Sequence, (long)happened.Log.Item, happened.UtcMs, happened.Log.Contact, happened.Log.Line);
                break;
            default:
                // States, comments and downtimes stand in log lines too; their present values are in the live tables.
                break;
        }
    }

    public void Dispose()
    {
        _result.Dispose();
        _line.Dispose();
    }

    private static SqliteCommand Prepare(SqliteConnection connection, SqliteTransaction transaction, string text, string[] names)
    {
        var command = connection.CreateCommand();
        command.Transaction = transaction;
        command.CommandText = text;
        foreach (var name in names)
        {
            command.Parameters.Add(new SqliteParameter { ParameterName = name });
        }

        return command;
    }

    private static void Run(SqliteCommand command, params object[] values)
    {
        for (var index = 0; index < values.Length; index++)
        {
            command.Parameters[index].Value = values[index];
        }

        command.ExecuteNonQuery();
    }
}
