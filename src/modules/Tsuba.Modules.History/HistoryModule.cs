using System.Diagnostics.Metrics;
using Microsoft.Extensions.Logging;
using Tsuba.Model.Items;
using Tsuba.Modules.Availability;
using Tsuba.Modules.History.Storage;

namespace Tsuba.Modules.History;

/// <summary>
/// Keeps check results, samples of their performance data, log lines and what happened to each item in an SQLite file of the broker,
/// by age and within a size. What parts told since the last transaction is the next one, which also holds how far each part was read.
/// </summary>
public sealed partial class HistoryModule : IGatheringModule, IHistoryReader, IAvailabilityStore
{
    private static readonly TimeSpan MaintenanceInterval = TimeSpan.FromMinutes(1);

    private readonly ModuleContext _context;
    private readonly HistorySettings _settings;
    private readonly ILogger _log;
    private readonly Meter _meter;
    private HistoryStore? _store;
    private HistoryStoreStatus? _status;

    /// <summary>A module that opens its file when it is started.</summary>
    public HistoryModule(ModuleContext context)
    {
        _context = context;
        _settings = HistorySettings.From(context.Properties);
        _log = context.Loggers.CreateLogger<HistoryModule>();
        _meter = context.Meters.Create(new MeterOptions("Tsuba.History"));
        _meter.CreateObservableGauge("tsuba_history_bytes", () => _status?.Bytes ?? 0, description: "Bytes that the history uses.");
        _meter.CreateObservableCounter("tsuba_history_dropped_total", ReadDropped, description: "Rows of the history that were removed or not taken, by table and reason.");
    }

    /// <inheritdoc />
    public string Name => _context.Name;

    /// <inheritdoc />
    public bool WantsEvents => true;

    /// <inheritdoc />
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        _store = await HistoryStore.OpenAsync(Path.Combine(_context.StateDirectory, "history.sqlite"), _settings, _context.Time, cancellationToken);
        _status = await _store.StatusAsync(cancellationToken);
    }

    /// <inheritdoc />
    public async Task RunAsync(CancellationToken stop)
    {
        using var timer = new PeriodicTimer(MaintenanceInterval, _context.Time);
        while (await timer.WaitForNextTickAsync(stop))
        {
            var removed = await Store.MaintainAsync(stop);
            _status = await Store.StatusAsync(stop);
            if (removed > 0)
            {
                LogCleaned(removed);
            }
        }
    }

    /// <inheritdoc />
    public async ValueTask HandleAsync(IReadOnlyList<PartEvents> gathered, CancellationToken cancellationToken) =>
        await Store.AppendAsync(gathered, cancellationToken);

    /// <inheritdoc />
    public async ValueTask<HistoryPage<HistoryResult>> ResultsAsync(HistoryQuery query, CancellationToken cancellationToken) =>
        await Store.ResultsAsync(query, cancellationToken);

    /// <inheritdoc />
    public async ValueTask<HistoryPage<HistoryLine>> LinesAsync(HistoryQuery query, CancellationToken cancellationToken) =>
        await Store.LinesAsync(query, cancellationToken);

    /// <inheritdoc />
    public async ValueTask<HistoryPage<HistoryEntry>> EntriesAsync(HistoryQuery query, CancellationToken cancellationToken) =>
        await Store.EntriesAsync(query, cancellationToken);

    /// <inheritdoc />
    public async ValueTask<HistoryTail> TailAsync(HistoryQuery query, HistoryCursor? after, CancellationToken cancellationToken) =>
        await Store.TailAsync(query, after, cancellationToken);

    /// <inheritdoc />
    public Task NextEntriesAsync() => Store.NextEntriesAsync();

    /// <inheritdoc />
    public async ValueTask<IReadOnlyList<HistorySeries>> SeriesAsync(
        ItemId item, long fromUtcMilliseconds, long toUtcMilliseconds, CancellationToken cancellationToken) =>
        await Store.SeriesAsync(item, fromUtcMilliseconds, toUtcMilliseconds, cancellationToken);

    /// <inheritdoc />
    public async ValueTask<HistoryStoreStatus> StatusAsync(CancellationToken cancellationToken) => await Store.StatusAsync(cancellationToken);

    /// <inheritdoc />
    public async ValueTask<IReadOnlyDictionary<ItemId, ItemSpans>> SpansAsync(IReadOnlyCollection<ItemId> items, TimeSpanUtc range, CancellationToken cancellationToken) =>
        await Store.SpansAsync(items, range, cancellationToken);

    /// <inheritdoc />
    public async ValueTask<IReadOnlyList<Correction>> CorrectionsAsync(Func<ItemId, bool>? sees, int limit, CancellationToken cancellationToken) =>
        await Store.CorrectionsAsync(sees, limit, cancellationToken);

    /// <inheritdoc />
    public async ValueTask<long> CorrectAsync(Correction correction, CancellationToken cancellationToken)
    {
        var id = await Store.CorrectAsync(correction, cancellationToken);
        LogCorrected(correction.Author, id, correction.Kind, correction.Reason);
        return id;
    }

    /// <inheritdoc />
    public async ValueTask<bool> RevokeAsync(long id, string author, string reason, Func<ItemId, bool>? sees, CancellationToken cancellationToken)
    {
        var isRevoked = await Store.RevokeAsync(id, author, reason, sees, cancellationToken);
        if (isRevoked)
        {
            LogRevoked(author, id, reason);
        }

        return isRevoked;
    }

    /// <summary>Makes samples that are due and removes what is too much, as the module's own loop does each minute.</summary>
    internal Task<long> MaintainAsync(CancellationToken cancellationToken) => Store.MaintainAsync(cancellationToken);

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        _status = null;
        if (_store is { } store)
        {
            await store.DisposeAsync();
        }
    }

    private HistoryStore Store => _store ?? throw new InvalidOperationException("the history module was not started");

    private IEnumerable<Measurement<long>> ReadDropped() =>
        (_status?.Dropped ?? new Dictionary<string, long>()).Select(count => new Measurement<long>(count.Value, new KeyValuePair<string, object?>("what", count.Key)));

    [LoggerMessage(9101, LogLevel.Debug, "{Count} rows were more than the history keeps")]
    private partial void LogCleaned(long count);

    [LoggerMessage(9102, LogLevel.Information, "{Author} corrected availability (number {Id}, {Kind}): {Reason}")]
    private partial void LogCorrected(string author, long id, CorrectionKind kind, string reason);

    [LoggerMessage(9103, LogLevel.Information, "{Author} revoked the correction {Id} of availability: {Reason}")]
    private partial void LogRevoked(string author, long id, string reason);
}
