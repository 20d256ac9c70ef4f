using Microsoft.Data.Sqlite;

namespace Tsuba.Modules.History.Storage;

/// <summary>Counts rows that were removed or not taken, in the same transaction.</summary>
internal static class DropCounts
{
    /// <summary>Adds to a count.</summary>
    /// <param name="connection">The connection that writes.</param>
    /// <param name="transaction">Its transaction.</param>
    /// <param name="what">Table and reason: <c>result.age</c>.</param>
    /// <param name="rows">How many.</param>
    public static void Add(SqliteConnection connection, SqliteTransaction transaction, string what, long rows)
    {
        if (rows > 0)
        {
            HistoryFile.Run(
                connection,
                transaction,
                "insert into dropped (what, rows) values ($what, $rows) on conflict (what) do update set rows = rows + excluded.rows",
                ("$what", what),
                ("$rows", rows));
        }
    }

    /// <summary>All counts.</summary>
    public static Dictionary<string, long> Read(SqliteConnection connection)
    {
        using var command = HistoryFile.Command(connection, null, "select what, rows from dropped");
        using var rows = command.ExecuteReader();
        var counts = new Dictionary<string, long>(StringComparer.Ordinal);
        while (rows.Read())
        {
            counts[rows.GetString(0)] = rows.GetInt64(1);
        }

        return counts;
    }
}
