using System.Globalization;
using System.Text;
using Microsoft.Data.Sqlite;
using Tsuba.Model.Items;

namespace Tsuba.Modules.History.Storage;

/// <summary>Reads pages of results, lines and entries, newest first. Who may see a row is a condition of the query.</summary>
internal static class HistoryReads
{
    public static HistoryPage<HistoryResult> Results(SqliteConnection connection, HistoryQuery query) => Page(
        connection,
        query,
        "result",
        "state, is_hard, attempt, output, perfdata, execution_s, latency_s",
        hasKinds: false,
        row => new HistoryResult(row.GetInt64(1), row.GetInt32(2), row.GetBoolean(3), row.GetInt32(4), row.GetString(5), row.GetString(6), row.GetDouble(7), row.GetDouble(8)));

    public static HistoryPage<HistoryLine> Lines(SqliteConnection connection, HistoryQuery query) => Page(
        connection,
        query,
        "line",
        "part, sequence, item, kind, contact, text",
        hasKinds: true,
        row => new HistoryLine(
            row.GetInt64(1), row.GetInt32(2), (ulong)row.GetInt64(3), new ItemId((ulong)row.GetInt64(4)), (LogLineKind)row.GetByte(5), row.GetString(6), row.GetString(7)));

    public static HistoryPage<HistoryEntry> Entries(SqliteConnection connection, HistoryQuery query) =>
        Page(connection, query, "entry", EntryColumns, hasKinds: true, Entry);

    /// <summary>Columns of an entry that <see cref="Entry"/> reads behind its number and time.</summary>
    internal const string EntryColumns = "part, sequence, item, kind, action, contact, author, state, is_hard, attempt, start_ms, end_ms, detail, text";

    internal static HistoryEntry Entry(SqliteDataReader row) =>
        new(row.GetInt64(1), row.GetInt32(2), (ulong)row.GetInt64(3), new ItemId((ulong)row.GetInt64(4)), (HistoryKind)row.GetByte(5))
        {
            Action = row.GetString(6),
            Contact = row.GetString(7),
            Author = row.GetString(8),
            State = row.GetInt32(9),
            IsHard = row.GetBoolean(10),
            Attempt = row.GetInt32(11),
            StartUtcMilliseconds = row.GetInt64(12),
            EndUtcMilliseconds = row.GetInt64(13),
            Detail = row.GetString(14),
            Text = row.GetString(15),
        };

    private static HistoryPage<TRow> Page<TRow>(
        SqliteConnection connection, HistoryQuery query, string table, string columns, bool hasKinds, Func<SqliteDataReader, TRow> read)
    {
        var limit = Math.Clamp(query.Limit, 1, HistoryQuery.MostRows);
        using var command = HistoryFile.Command(
            connection,
            null,
            $"select id, utc_ms, {columns} from {table} where utc_ms >= $from and utc_ms < $to{Conditions(query, hasKinds)} order by utc_ms desc, id desc limit $limit",
            ("$from", query.FromUtcMilliseconds),
            ("$to", query.ToUtcMilliseconds),
            ("$item", (long)query.Item.Value),
            ("$utc", query.Before?.UtcMilliseconds ?? 0),
            ("$row", query.Before?.Row ?? 0),
            ("$contains", query.Contains),
            ("$limit", limit));
        using var row = command.ExecuteReader();
        var rows = new List<TRow>();
        HistoryCursor? last = null;
        while (row.Read())
        {
            rows.Add(read(row));
            last = new HistoryCursor(row.GetInt64(1), row.GetInt64(0));
        }

        return new HistoryPage<TRow>(rows, rows.Count == limit ? last : null);
    }

    // Only fixed text and numbers get into the statement; everything else is a parameter.
    internal static StringBuilder Conditions(HistoryQuery query, bool hasKinds)
    {
        var text = new StringBuilder();
        if (query.Item != ItemId.None)
        {
            text.Append(" and item = $item");
        }

        if (query.Before is not null)
        {
            text.Append(" and (utc_ms, id) < ($utc, $row)");
        }

        if (hasKinds && query.Kinds.Count > 0)
        {
            text.Append(CultureInfo.InvariantCulture, $" and kind in ({string.Join(',', query.Kinds)})");
        }

        if (query.Contains.Length > 0)
        {
            text.Append(" and instr(lower(text), lower($contains)) > 0");
        }

        if (query.Sees is not null)
        {
            text.Append(" and item <> 0 and sees(item)");
        }

        return text;
    }
}
