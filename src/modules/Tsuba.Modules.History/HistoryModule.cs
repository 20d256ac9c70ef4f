using Microsoft.Extensions.Logging;
using Tsuba.Model.Items;
using Tsuba.Modules.History.Storage;
using Tsuba.Protocol.Contracts;

namespace Tsuba.Modules.History;

/// <summary>
/// Keeps check results and log lines in an SQLite file of the broker, by age and by number of rows. Each batch of frames is one
/// transaction; a frame that comes again changes nothing, since part and sequence are the key.
/// </summary>
public sealed partial class HistoryModule : IBrokerModule, IHistoryReader
{
    private static readonly TimeSpan CleaningInterval = TimeSpan.FromMinutes(5);

    private readonly ModuleContext _context;
    private readonly HistorySettings _settings;
    private readonly ILogger _log;
    private HistoryStore? _store;

    /// <summary>A module that opens its file when it is started.</summary>
    public HistoryModule(ModuleContext context)
    {
        _context = context;
        _settings = HistorySettings.From(context.Properties);
        _log = context.Loggers.CreateLogger<HistoryModule>();
    }

    /// <inheritdoc />
    public string Name => _context.Name;

    /// <inheritdoc />
    public bool WantsEvents => true;

    /// <inheritdoc />
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        _store = await HistoryStore.OpenAsync(Path.Combine(_context.StateDirectory, "history.sqlite"), cancellationToken);
    }

    /// <inheritdoc />
    public async Task RunAsync(CancellationToken stop)
    {
        using var timer = new PeriodicTimer(CleaningInterval, _context.Time);
        while (await timer.WaitForNextTickAsync(stop))
        {
            var oldest = _context.Time.GetUtcNow().Subtract(_settings.MaxAge).ToUnixTimeMilliseconds();
            var removed = await Store.CleanAsync(oldest, _settings.MaxRows, stop);
            if (removed > 0)
            {
                LogCleaned(removed);
            }
        }
    }

    /// <inheritdoc />
    public async ValueTask HandleAsync(PartStamp part, IReadOnlyList<EventFrame> frames, CancellationToken cancellationToken) =>
        await Store.AppendAsync(part.Part, frames, cancellationToken);

    /// <inheritdoc />
    public async ValueTask<IReadOnlyList<HistoryResult>> ResultsAsync(
        ItemId item, long fromUtcMilliseconds, long toUtcMilliseconds, int limit, CancellationToken cancellationToken) =>
        await Store.ResultsAsync(item, fromUtcMilliseconds, toUtcMilliseconds, limit, cancellationToken);

    /// <inheritdoc />
    public async ValueTask<IReadOnlyList<HistoryLine>> LinesAsync(
        ItemId item, long fromUtcMilliseconds, long toUtcMilliseconds, int limit, CancellationToken cancellationToken) =>
        await Store.LinesAsync(item, fromUtcMilliseconds, toUtcMilliseconds, limit, cancellationToken);

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        if (_store is { } store)
        {
            await store.DisposeAsync();
        }
    }

    private HistoryStore Store => _store ?? throw new InvalidOperationException("the history module was not started");

    [LoggerMessage(9101, LogLevel.Debug, "{Count} rows were older than the history keeps")]
    private partial void LogCleaned(long count);
}
