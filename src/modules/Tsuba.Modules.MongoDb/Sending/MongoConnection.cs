using Tsuba.Journal.Spooling;
using Tsuba.Modules.MongoDb.Documents;
using Tsuba.Sinks;

namespace Tsuba.Modules.MongoDb.Sending;

/// <summary>Gives records of the spool to the server. The driver blocks, so each call of it has a thread; a stop does not wait for one that hangs.</summary>
internal sealed class MongoConnection : ISinkConnection
{
    private readonly MongoClient _client;
    private readonly MongoSettings _settings;
    private readonly Action<MongoTarget, BulkAnswer> _tell;
    private Task _call = Task.CompletedTask;
    private ulong _confirmed;

    private MongoConnection(MongoClient client, MongoSettings settings, Action<MongoTarget, BulkAnswer> tell) =>
        (_client, _settings, _tell) = (client, settings, tell);

    /// <inheritdoc />
    public bool IsOpen => true;

    /// <summary>Connects and makes indexes.</summary>
    /// <param name="settings">Where to.</param>
    /// <param name="tell">Is told answers that are not a plain success.</param>
    /// <param name="stop">Stop.</param>
    /// <exception cref="IOException">The server is away, or refuses.</exception>
    public static async Task<MongoConnection> ConnectAsync(MongoSettings settings, Action<MongoTarget, BulkAnswer> tell, CancellationToken stop)
    {
        var connection = new MongoConnection(new MongoClient(settings.Address), settings, tell);
        try
        {
            await connection.CallAsync(() => MongoLayout.Make(connection._client, settings), stop);
            return connection;
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    /// <inheritdoc />
    public async Task SendAsync(IReadOnlyList<SpoolRecord> records, CancellationToken cancellationToken)
    {
        var answers = new List<(MongoTarget Target, BulkAnswer Answer)>();
        await CallAsync(() => Write(records, answers), cancellationToken);
        _confirmed = records[^1].Sequence;
        foreach (var (target, answer) in answers)
        {
            _tell(target, answer);
        }
    }

    /// <inheritdoc />
    public ulong TakeConfirmed()
    {
        var confirmed = _confirmed;
        _confirmed = 0;
        return confirmed;
    }

    /// <inheritdoc />
    public ValueTask DisposeAsync()
    {
        // A call that a stop left behind ends by its own time-out, and must find the client alive until then.
        _ = _call.ContinueWith(_ => _client.Dispose(), CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
        return ValueTask.CompletedTask;
    }

    private void Write(IReadOnlyList<SpoolRecord> records, List<(MongoTarget Target, BulkAnswer Answer)> answers)
    {
        foreach (var operations in records.SelectMany(record => OperationReader.Read(record.Content)).GroupBy(operation => operation.Target))
        {
            answers.Add((operations.Key, _client.Write(_settings.Database, _settings.Collections[operations.Key], [.. operations])));
        }
    }

    private async Task CallAsync(Action call, CancellationToken stop)
    {
        _call = Task.Factory.StartNew(call, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        await _call.WaitAsync(stop);
    }
}
