using Microsoft.Data.Sqlite;
using Tsuba.Model.Items;
using Tsuba.Protocol.Contracts;

namespace Tsuba.Modules.History.Storage;

/// <summary>
/// The SQLite file. One connection writes, one reads, each behind a gate of one, since an SQLite connection is not to be shared;
/// write-ahead logging lets them work at the same time.
/// </summary>
internal sealed class HistoryStore : IAsyncDisposable
{
    private const int MostRows = 10_000;

    private readonly SqliteConnection _writer;
    private readonly SqliteConnection _reader;
    private readonly SemaphoreSlim _writing = new(1, 1);
    private readonly SemaphoreSlim _reading = new(1, 1);

    private HistoryStore(SqliteConnection writer, SqliteConnection reader)
    {
        _writer = writer;
        _reader = reader;
    }

    public static async Task<HistoryStore> OpenAsync(string path, CancellationToken cancellationToken)
    {
        SQLitePCL.Batteries_V2.Init();
        var writer = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = path, Pooling = false }.ToString());
        var reader = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = path, Pooling = false }.ToString());
        try
        {
            await writer.OpenAsync(cancellationToken);
            await ExecuteAsync(writer, HistorySchema.Text, cancellationToken);
            await reader.OpenAsync(cancellationToken);
            return new HistoryStore(writer, reader);
        }
        catch
        {
            await writer.DisposeAsync();
            await reader.DisposeAsync();
            throw;
        }
    }

    public async Task AppendAsync(int part, IReadOnlyList<EventFrame> frames, CancellationToken cancellationToken)
    {
        await _writing.WaitAsync(cancellationToken);
        try
        {
            await using var transaction = (SqliteTransaction)await _writer.BeginTransactionAsync(cancellationToken);
            using var rows = new HistoryInserts(_writer, transaction);
            foreach (var frame in frames)
            {
                foreach (var happened in frame.Events)
                {
                    rows.Insert(part, happened);
                }
            }

            await transaction.CommitAsync(cancellationToken);
        }
        finally
        {
            _writing.Release();
        }
    }

    public async Task<long> CleanAsync(long oldestUtcMilliseconds, long maxRows, CancellationToken cancellationToken)
    {
        await _writing.WaitAsync(cancellationToken);
        try
        {
            long removed = 0;
            foreach (var table in new[] { "result", "line" })
            {
                using var command = _writer.CreateCommand();
                command.CommandText =
                    $"delete from {table} where utc_ms < $oldest or rowid <= (select coalesce(max(rowid), 0) from {table}) - $rows";
                command.Parameters.AddWithValue("$oldest", oldestUtcMilliseconds);
                command.Parameters.AddWithValue("$rows", maxRows);
                removed += await command.ExecuteNonQueryAsync(cancellationToken);
            }

            return removed;
        }
        finally
        {
            _writing.Release();
        }
    }

    public Task<IReadOnlyList<HistoryResult>> ResultsAsync(ItemId item, long from, long to, int limit, CancellationToken cancellationToken) =>
        ReadAsync(
            "select utc_ms, state, is_hard, attempt, output, perfdata, execution_s, latency_s from result "
            + "where item = $item and utc_ms >= $from and utc_ms < $to order by utc_ms desc limit $limit",
            item,
            from,
            to,
            limit,
            row => new HistoryResult(
                row.GetInt64(0), row.GetInt32(1), row.GetBoolean(2), row.GetInt32(3), row.GetString(4), row.GetString(5), row.GetDouble(6), row.GetDouble(7)),
            cancellationToken);

    public Task<IReadOnlyList<HistoryLine>> LinesAsync(ItemId item, long from, long to, int limit, CancellationToken cancellationToken) =>
        ReadAsync(
            "select utc_ms, part, sequence, item, contact, text from line "
            + "where ($item = 0 or item = $item) and utc_ms >= $from and utc_ms < $to order by utc_ms desc, sequence desc limit $limit",
            item,
            from,
            to,
            limit,
            row => new HistoryLine(
                row.GetInt64(0), row.GetInt32(1), (ulong)row.GetInt64(2), new ItemId((ulong)row.GetInt64(3)), row.GetString(4), row.GetString(5)),
            cancellationToken);

    public async ValueTask DisposeAsync()
    {
        await _writer.DisposeAsync();
        await _reader.DisposeAsync();
        _writing.Dispose();
        _reading.Dispose();
    }

    private static async Task ExecuteAsync(SqliteConnection connection, string text, CancellationToken cancellationToken)
    {
        using var command = connection.CreateCommand();
        command.CommandText = text;
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    private async Task<IReadOnlyList<TRow>> ReadAsync<TRow>(
        string text, ItemId item, long from, long to, int limit, Func<SqliteDataReader, TRow> read, CancellationToken cancellationToken)
    {
        await _reading.WaitAsync(cancellationToken);
        try
        {
            using var command = _reader.CreateCommand();
            command.CommandText = text;
            command.Parameters.AddWithValue("$item", (long)item.Value);
            command.Parameters.AddWithValue("$from", from);
            command.Parameters.AddWithValue("$to", to);
            command.Parameters.AddWithValue("$limit", Math.Clamp(limit, 0, MostRows));
            await using var reader = await command.ExecuteReaderAsync(cancellationToken);
            var rows = new List<TRow>();
            while (await reader.ReadAsync(cancellationToken))
            {
                rows.Add(read(reader));
            }

            return rows;
        }
        finally
        {
            _reading.Release();
        }
    }
}
