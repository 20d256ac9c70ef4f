using System.Globalization;
using Microsoft.Data.Sqlite;

namespace Tsuba.Modules.History.Storage;

/// <summary>
/// The SQLite file. One connection writes, one reads, each behind a gate of one, since an SQLite connection is not to be shared;
/// write-ahead logging lets them work at the same time.
/// </summary>
internal sealed class HistoryFile : IAsyncDisposable
{
    private const long PageBytes = 4096;

    // Room of the limit that is left to the write-ahead log, which lies beside the file.
    private const long LogBytes = 32L * 1024 * 1024;

    private readonly SqliteConnection _writer;
    private readonly SqliteConnection _reader;
    private readonly SemaphoreSlim _writing = new(1, 1);
    private readonly SemaphoreSlim _reading = new(1, 1);
    private volatile Func<long, bool> _sees = _ => true;

    private HistoryFile(SqliteConnection writer, SqliteConnection reader, long maxBytes)
    {
        _writer = writer;
        _reader = reader;
        MaxPages = (maxBytes - LogBytes) / PageBytes;
        _reader.CreateFunction("sees", (long item) => _sees(item));
    }

    /// <summary>Most pages of the file.</summary>
    public long MaxPages { get; }

    /// <summary>Opens or makes the file.</summary>
    public static async Task<HistoryFile> OpenAsync(string path, long maxBytes, long nowUtcMilliseconds, CancellationToken cancellationToken)
    {
        SQLitePCL.Batteries_V2.Init();
        var writer = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = path, Pooling = false }.ToString());
        var reader = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = path, Pooling = false }.ToString());
        try
        {
            await writer.OpenAsync(cancellationToken);
            Execute(writer, HistorySchema.Pragmas);
            HistoryMigration.Run(writer, nowUtcMilliseconds);
            await reader.OpenAsync(cancellationToken);
            var file = new HistoryFile(writer, reader, maxBytes);

            // SQLite itself refuses a page too many. A file that is larger already keeps its size until it was cleaned.
            Execute(writer, string.Create(CultureInfo.InvariantCulture, $"pragma max_page_count = {file.MaxPages}"));
            return file;
        }
        catch
        {
            await writer.DisposeAsync();
            await reader.DisposeAsync();
            throw;
        }
    }

    /// <summary>Runs one transaction. What throws changes nothing.</summary>
    public async Task<T> WriteAsync<T>(Func<SqliteConnection, SqliteTransaction, T> work, CancellationToken cancellationToken)
    {
        await _writing.WaitAsync(cancellationToken);
        try
        {
            await using var transaction = (SqliteTransaction)await _writer.BeginTransactionAsync(cancellationToken);
            var result = work(_writer, transaction);
            await transaction.CommitAsync(cancellationToken);
            return result;
        }
        finally
        {
            _writing.Release();
        }
    }

    /// <summary>Reads, with a viewer's eyes: <c>sees(item)</c> in a query asks <paramref name="sees"/>.</summary>
    public async Task<T> ReadAsync<T>(Func<long, bool>? sees, Func<SqliteConnection, T> work, CancellationToken cancellationToken)
    {
        await _reading.WaitAsync(cancellationToken);
        try
        {
            _sees = sees ?? (_ => true);
            return work(_reader);
        }
        finally
        {
            _reading.Release();
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _writer.DisposeAsync();
        await _reader.DisposeAsync();
        _writing.Dispose();
        _reading.Dispose();
    }

    /// <summary>One number.</summary>
    public static long Number(SqliteConnection connection, SqliteTransaction? transaction, string text, params (string Name, object Value)[] parameters)
    {
        using var command = Command(connection, transaction, text, parameters);
        return command.ExecuteScalar() is long number ? number : 0;
    }

    /// <summary>Runs a statement and tells how many rows it changed.</summary>
    public static int Run(SqliteConnection connection, SqliteTransaction transaction, string text, params (string Name, object Value)[] parameters)
    {
        using var command = Command(connection, transaction, text, parameters);
        return command.ExecuteNonQuery();
    }

    /// <summary>A command with its parameters.</summary>
    public static SqliteCommand Command(SqliteConnection connection, SqliteTransaction? transaction, string text, params (string Name, object Value)[] parameters)
    {
        var command = connection.CreateCommand();
        command.Transaction = transaction;
        command.CommandText = text;
        foreach (var (name, value) in parameters)
        {
            command.Parameters.AddWithValue(name, value);
        }

        return command;
    }

    private static void Execute(SqliteConnection connection, string text)
    {
        using var command = connection.CreateCommand();
        command.CommandText = text;
        command.ExecuteNonQuery();
    }
}
