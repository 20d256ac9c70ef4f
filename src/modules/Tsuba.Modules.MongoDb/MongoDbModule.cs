using System.Diagnostics.Metrics;
using Microsoft.Extensions.Logging;
using Tsuba.LiveState;
using Tsuba.Modules.MongoDb.Documents;
using Tsuba.Modules.MongoDb.Native;
using Tsuba.Modules.MongoDb.Sending;
using Tsuba.Sinks;

namespace Tsuba.Modules.MongoDb;

/// <summary>
/// Writes check results, changes of state, lines of the log and availability by item and day to MongoDB. Documents are on disk before events
/// count as taken, and each has an <c>_id</c> that follows from its event, so nothing is lost and nothing is there twice (decision 0063).
/// </summary>
public sealed partial class MongoDbModule : IGatheringModule
{
    private readonly ModuleContext _context;
    private readonly LiveTables _tables;
    private readonly MongoSettings _settings;
    private readonly ILogger _log;
    private readonly Counter<long> _known;
    private readonly Counter<long> _rejected;
    private readonly EventDocuments _documents;
    private readonly SinkSpill _spill;
    private readonly SinkLoop _loop;
    private readonly DayClosing _days;

    /// <summary>A module over the live tables, which know the names of items.</summary>
    /// <exception cref="InvalidDataException">Its properties make no sense.</exception>
    public MongoDbModule(ModuleContext context, LiveTables tables)
    {
        _context = context;
        _tables = tables;
        _settings = MongoSettings.From(context.Properties);
        _log = context.Loggers.CreateLogger<MongoDbModule>();
        _documents = new EventDocuments(context.Site);
        _days = new DayClosing(context, tables);
        var meter = context.Meters.Create(new MeterOptions("Tsuba.MongoDb"));
        _known = meter.CreateCounter<long>("tsuba_mongodb_documents_known_total", description: "Documents that MongoDB had already.");
        _rejected = meter.CreateCounter<long>("tsuba_mongodb_documents_rejected_total", description: "Documents that MongoDB will never take.");
        var sink = new SinkDescription("mongodb", "documents", _settings.Address.Hosts, _settings.SpoolBytes) { RecordsAtATime = _settings.Volume };
        _spill = new SinkSpill(context, sink, meter);
        _loop = new SinkLoop(context, sink, _spill, meter, async stop => await MongoConnection.ConnectAsync(_settings, Tell, stop));
    }

    /// <inheritdoc />
    public string Name => _context.Name;

    /// <inheritdoc />
    public bool WantsEvents => true;

    /// <inheritdoc />
    public Task StartAsync(CancellationToken cancellationToken)
    {
        Driver.Load();
        if (_settings.Address.IsRemoteWithoutTls)
        {
            LogOpenToAll(_settings.Address.Hosts);
        }

        _spill.Start();
        return Task.CompletedTask;
    }

    /// <inheritdoc />
    public async ValueTask HandleAsync(IReadOnlyList<PartEvents> gathered, CancellationToken cancellationToken)
    {
        var operations = new OperationWriter();
        var lines = _documents.Write(operations, gathered, _tables.Site);
        await _spill.KeepAsync(operations.Take(), cancellationToken);
        _documents.Keep(lines);
    }

    /// <inheritdoc />
    public async Task RunAsync(CancellationToken stop)
    {
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(stop);
        Task[] loops = [_loop.RunAsync(ended.Token), _days.RunAsync(_spill, ended.Token)];
        var first = await Task.WhenAny(loops);
        await ended.CancelAsync();
        await Task.WhenAll(loops).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await first;
    }

    /// <inheritdoc />
    public ValueTask DisposeAsync()
    {
        _spill.Dispose();
        return ValueTask.CompletedTask;
    }

    private void Tell(MongoTarget target, BulkAnswer answer)
    {
        _known.Add(answer.Known);
        _rejected.Add(answer.Rejected);
        if (answer.Rejected > 0)
        {
            LogRejected(answer.Rejected, _settings.Collections[target], answer.Reason);
        }
    }

    [LoggerMessage(9461, LogLevel.Warning, "MongoDB at {Hosts} is another machine and the connection has no TLS: what is sent, the password among it, can be read on the way; add tls=true to uri")]
    private partial void LogOpenToAll(string hosts);

    [LoggerMessage(9462, LogLevel.Error, "MongoDB will never take {Count} documents for {Collection}; they are counted as rejected: {Reason}")]
    private partial void LogRejected(int count, string collection, string reason);
}
