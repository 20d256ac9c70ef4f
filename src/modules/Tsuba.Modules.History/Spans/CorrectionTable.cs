using Microsoft.Data.Sqlite;
using Tsuba.Model.Items;
using Tsuba.Modules.Availability;
using Tsuba.Modules.History.Storage;

namespace Tsuba.Modules.History.Spans;

/// <summary>Corrections and their revocations: rows are added, and never changed or removed.</summary>
internal static class CorrectionTable
{
    /// <summary>Corrections with who revoked them; rows of revocations themselves have <c>revokes</c>.</summary>
    public const string Select =
        "select c.id, c.item, c.begin_ms, c.end_ms, c.kind, c.state, c.author, c.made_ms, c.reason, coalesce(r.author, ''), coalesce(r.made_ms, 0), coalesce(r.reason, '')"
        + " from correction c left join correction r on r.revokes = c.id";

    private const string Insert =
        "insert into correction (made_ms, author, item, begin_ms, end_ms, kind, state, reason, revokes) values ($made, $author, $item, $begin, $end, $kind, $state, $reason, $revokes)";

    public static Correction Read(SqliteDataReader row) =>
        new(
            row.GetInt64(0),
            new ItemId((ulong)row.GetInt64(1)),
            new TimeSpanUtc(row.GetInt64(2), row.GetInt64(3)),
            (CorrectionKind)row.GetByte(4),
            row.GetInt32(5),
            row.GetString(6),
            row.GetInt64(7),
            row.GetString(8))
        {
            RevokedBy = row.GetString(9),
            RevokedUtcMilliseconds = row.GetInt64(10),
            RevokedReason = row.GetString(11),
        };

    /// <summary>All that are seen, newest first.</summary>
    public static IReadOnlyList<Correction> List(SqliteConnection connection, bool isFiltered, int limit)
    {
        using var command = HistoryFile.Command(
            connection, null, $"{Select} where c.revokes is null{(isFiltered ? " and sees(c.item)" : "")} order by c.id desc limit $limit", ("$limit", limit));
        using var row = command.ExecuteReader();
        var rows = new List<Correction>();
        while (row.Read())
        {
            rows.Add(Read(row));
        }

        return rows;
    }

    public static long Add(SqliteConnection connection, SqliteTransaction transaction, Correction correction, long nowUtcMilliseconds)
    {
        Run(connection, transaction, correction, nowUtcMilliseconds, DBNull.Value);
        return HistoryFile.Number(connection, transaction, "select last_insert_rowid()");
    }

    public static bool Revoke(
        SqliteConnection connection, SqliteTransaction transaction, long id, string author, string reason, Func<ItemId, bool>? sees, long nowUtcMilliseconds)
    {
        Correction correction;
        using (var find = HistoryFile.Command(connection, transaction, $"{Select} where c.id = $id and c.revokes is null and r.id is null", ("$id", id)))
        using (var row = find.ExecuteReader())
        {
            if (!row.Read())
            {
                return false;
            }

            correction = Read(row);
        }

        if (sees is not null && !sees(correction.Item))
        {
            return false;
        }

        Run(connection, transaction, correction with { Author = author, Reason = reason }, nowUtcMilliseconds, id);
        return true;
    }

    private static void Run(SqliteConnection connection, SqliteTransaction transaction, Correction correction, long now, object revokes) => HistoryFile.Run(
        connection,
        transaction,
        Insert,
        ("$made", now),
        ("$author", correction.Author),
        ("$item", (long)correction.Item.Value),
        ("$begin", correction.Span.Begin),
        ("$end", correction.Span.End),
        ("$kind", (long)correction.Kind),
        ("$state", (long)correction.State),
        ("$reason", correction.Reason),
        ("$revokes", revokes));
}
