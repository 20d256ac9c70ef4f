using System.Diagnostics.Metrics;
using System.Text;
using Tsuba.LiveState;
using Tsuba.Model.Items;
using Tsuba.Modules.Graphite.Lines;
using Tsuba.Modules.Graphite.Rendering;
using Tsuba.Modules.Graphite.Sending;
using Tsuba.Modules.History;
using Tsuba.Sinks;

namespace Tsuba.Modules.Graphite;

/// <summary>
/// Sends performance data to carbon by its line protocol. Lines are on disk before events count as taken, so nothing is lost while carbon
/// is away or this daemon is down, up to <c>spool_max_bytes</c>; what does not fit is counted.
/// </summary>
public sealed class GraphiteModule : IGatheringModule, ISeriesReader
{
    private static readonly TimeSpan ConfirmAfter = TimeSpan.FromSeconds(5);

    private readonly ModuleContext _context;
    private readonly LiveTables _tables;
    private readonly GraphiteSettings _settings;
    private readonly MetricLines _lines;
    private readonly SinkSpill _spill;
    private readonly SinkLoop _loop;
    private readonly GraphiteWeb? _web;
    private volatile bool _isDisposed;

    /// <summary>A module over the live tables, which know the names of items.</summary>
    /// <exception cref="InvalidDataException">Its properties make no sense.</exception>
    public GraphiteModule(ModuleContext context, LiveTables tables)
    {
        _context = context;
        _tables = tables;
        _settings = GraphiteSettings.From(context.Properties);
        _lines = new MetricLines(_settings);
        var meter = context.Meters.Create(new MeterOptions("Tsuba.Graphite"));
        _web = _settings.Web is { } web ? new GraphiteWeb(web, context, meter) : null;
        var sink = new SinkDescription("graphite", "points", $"{_settings.Host}:{_settings.Port}", _settings.SpoolBytes);
        _spill = new SinkSpill(context, sink, meter);
        _loop = new SinkLoop(context, sink, _spill, meter, async stop => await CarbonLink.ConnectAsync(_settings, _context.Time, ConfirmAfter, stop));
    }

    /// <inheritdoc />
    public string Name => _context.Name;

    /// <summary>Whether graphite-web is there to be asked for graphs.</summary>
    public bool HasGraphs => _web is not null;

    /// <inheritdoc />
    public string Source => "graphite";

    /// <inheritdoc />
    public async Task<IReadOnlyList<HistorySeries>?> SeriesAsync(ItemId item, long fromUtcMilliseconds, long toUtcMilliseconds, CancellationToken cancellationToken)
    {
        if (_web is not { } web || _isDisposed || _tables.Site.Items.GetValueOrDefault(item) is not { } found
            || await web.AskAsync(_lines.PathOf(found), fromUtcMilliseconds / 1000, toUtcMilliseconds / 1000, cancellationToken) is not { } series)
        {
            return null;
        }

        // Carbon knows neither labels nor units; the last result does.
        var names = MetricLines.NamesOf(found.Status.Perfdata);
        return [.. series.Select(one => names.TryGetValue(one.Label, out var written) ? one with { Label = written.Label, Unit = written.Unit } : one)];
    }

    /// <inheritdoc />
    public bool WantsEvents => true;

    /// <inheritdoc />
    public Task StartAsync(CancellationToken cancellationToken)
    {
        _spill.Start();
        return Task.CompletedTask;
    }

    /// <inheritdoc />
    public async ValueTask HandleAsync(IReadOnlyList<PartEvents> gathered, CancellationToken cancellationToken)
    {
        var site = _tables.Site;
        var text = new StringBuilder();
        var points = 0;
        foreach (var happened in gathered.SelectMany(static events => events.Events))
        {
            if (happened.CheckResult is { } result && site.Items.GetValueOrDefault(new ItemId(result.Item)) is { } item)
            {
                points += _lines.Append(item, result, text);
            }
        }

        if (points > 0)
        {
            await _spill.KeepAsync([new SinkRecord(Encoding.ASCII.GetBytes(text.ToString()), points)], cancellationToken);
        }
    }

    /// <inheritdoc />
    public Task RunAsync(CancellationToken stop) => _loop.RunAsync(stop);

    /// <inheritdoc />
    public ValueTask DisposeAsync()
    {
        _spill.Dispose();
        _isDisposed = true;
        _web?.Dispose();
        return ValueTask.CompletedTask;
    }
}
