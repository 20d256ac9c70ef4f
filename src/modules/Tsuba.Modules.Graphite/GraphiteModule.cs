using System.Diagnostics.Metrics;
using System.Text;
using Tsuba.LiveState;
using Tsuba.Model.Items;
using Tsuba.Modules.Graphite.Lines;
using Tsuba.Modules.Graphite.Sending;
using Tsuba.Protocol.Contracts;
using Tsuba.Sinks;

namespace Tsuba.Modules.Graphite;

/// <summary>
/// Sends performance data to carbon by its line protocol. Lines are on disk before events count as taken, so nothing is lost while carbon
/// is away or this daemon is down, up to <c>spool_max_bytes</c>; what does not fit is counted.
/// </summary>
public sealed class GraphiteModule : IBrokerModule
{
    private static readonly TimeSpan ConfirmAfter = TimeSpan.FromSeconds(5);

    private readonly ModuleContext _context;
    private readonly LiveTables _tables;
    private readonly GraphiteSettings _settings;
    private readonly MetricLines _lines;
    private readonly SinkSpill _spill;
    private readonly SinkLoop _loop;

    /// <summary>A module over the live tables, which know the names of items.</summary>
    /// <exception cref="InvalidDataException">Its properties make no sense.</exception>
    public GraphiteModule(ModuleContext context, LiveTables tables)
    {
        _context = context;
        _tables = tables;
        _settings = GraphiteSettings.From(context.Properties);
        _lines = new MetricLines(_settings);
        var meter = context.Meters.Create(new MeterOptions("Tsuba.Graphite"));
        var sink = new SinkDescription("graphite", "points", $"{_settings.Host}:{_settings.Port}", _settings.SpoolBytes);
        _spill = new SinkSpill(context, sink, meter);
        _loop = new SinkLoop(context, sink, _spill, meter, async stop => await CarbonLink.ConnectAsync(_settings, _context.Time, ConfirmAfter, stop));
    }

    /// <inheritdoc />
    public string Name => _context.Name;

    /// <inheritdoc />
    public bool WantsEvents => true;

    /// <inheritdoc />
    public Task StartAsync(CancellationToken cancellationToken)
    {
        _spill.Start();
        return Task.CompletedTask;
    }

    /// <inheritdoc />
    public async ValueTask HandleAsync(PartStamp part, IReadOnlyList<EventFrame> frames, CancellationToken cancellationToken)
    {
        var site = _tables.Site;
        var text = new StringBuilder();
        var points = 0;
        foreach (var happened in frames.SelectMany(frame => frame.Events))
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
        return ValueTask.CompletedTask;
    }
}
