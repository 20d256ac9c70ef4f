using System.Diagnostics.Metrics;
using System.Net.Sockets;
using System.Text;
using Microsoft.Extensions.Logging;
using Tsuba.Journal.Files;
using Tsuba.Journal.Spooling;
using Tsuba.LiveState;
using Tsuba.Model.Items;
using Tsuba.Modules.Graphite.Lines;
using Tsuba.Modules.Graphite.Sending;
using Tsuba.Protocol.Contracts;

namespace Tsuba.Modules.Graphite;

/// <summary>
/// Sends performance data to carbon by its line protocol. Lines are on disk before events count as taken, so nothing is lost while carbon
/// is away or this daemon is down, up to <c>spool_max_bytes</c>; what does not fit is counted.
/// </summary>
public sealed partial class GraphiteModule : IBrokerModule
{
    private const int RecordsAtATime = 64;
    private static readonly TimeSpan Turn = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan FirstPause = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan ConfirmAfter = TimeSpan.FromSeconds(5);

    private readonly ModuleContext _context;
    private readonly LiveTables _tables;
    private readonly GraphiteSettings _settings;
    private readonly MetricLines _lines;
    private readonly ILogger _log;
    private readonly Counter<long> _taken;
    private readonly Counter<long> _dropped;
    private readonly Counter<long> _connections;
    private Spool? _spool;
    private bool _isFull;

    /// <summary>A module over the live tables, which know the names of items.</summary>
    /// <exception cref="InvalidDataException">Its properties make no sense.</exception>
    public GraphiteModule(ModuleContext context, LiveTables tables)
    {
        _context = context;
        _tables = tables;
        _settings = GraphiteSettings.From(context.Properties);
        _lines = new MetricLines(_settings);
        _log = context.Loggers.CreateLogger<GraphiteModule>();
        var meter = context.Meters.Create(new MeterOptions("Tsuba.Graphite"));
        _taken = meter.CreateCounter<long>("tsuba_graphite_points_total", description: "Points taken for carbon.");
        _dropped = meter.CreateCounter<long>("tsuba_graphite_points_dropped_total", description: "Points that did not fit into the spool while carbon was away.");
        _connections = meter.CreateCounter<long>("tsuba_graphite_connections_total", description: "Connections made to carbon.");
        meter.CreateObservableGauge("tsuba_graphite_spool_bytes", () => _spool?.Counters.PendingBytes ?? 0, description: "Bytes that carbon does not have yet.");
    }

    /// <inheritdoc />
    public string Name => _context.Name;

    /// <inheritdoc />
    public bool WantsEvents => true;

    /// <inheritdoc />
    public Task StartAsync(CancellationToken cancellationToken)
    {
        _spool = Spool.Open(DiskFiles.Instance, Path.Combine(_context.StateDirectory, "spool"), new SpoolOptions { MaxBytes = _settings.SpoolBytes });
        foreach (var finding in _spool.Findings)
        {
            LogFinding(finding.File, finding.Text);
        }

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
            await KeepAsync(text.ToString(), points, cancellationToken);
        }
    }

    /// <inheritdoc />
    public async Task RunAsync(CancellationToken stop)
    {
        var pause = FirstPause;
        while (true)
        {
            stop.ThrowIfCancellationRequested();
            try
            {
                using var link = await CarbonLink.ConnectAsync(_settings, _context.Time, ConfirmAfter, stop);
                _connections.Add(1);
                LogConnected(_settings.Host, _settings.Port);
                pause = FirstPause;
                await ServeAsync(link, stop);
                LogLost(_settings.Host, _settings.Port, "carbon ended the connection");
            }
            catch (SocketException exception)
            {
                LogLost(_settings.Host, _settings.Port, exception.Message);
            }

            await Task.Delay(pause, _context.Time, stop);
            pause = pause * 2 < LongestPause ? pause * 2 : LongestPause;
        }
    }

    /// <inheritdoc />
    public ValueTask DisposeAsync()
    {
        _spool?.Dispose();
        return ValueTask.CompletedTask;
    }

    private async Task KeepAsync(string lines, int points, CancellationToken cancellationToken)
    {
        var spool = _spool ?? throw new InvalidOperationException("the module was not started");
        var sequence = spool.Append(Encoding.ASCII.GetBytes(lines));
        if (sequence == 0)
        {
            _dropped.Add(points);
            if (!_isFull)
            {
                LogFull(_settings.SpoolBytes);
            }

            _isFull = true;
            return;
        }

        _isFull = false;
        if (!await spool.WaitDurableAsync(sequence, cancellationToken))
        {
            throw new IOException($"the spool is closed: {spool.Failure}");
        }

        _taken.Add(points);
    }

    private async Task ServeAsync(CarbonLink link, CancellationToken stop)
    {
        var spool = _spool ?? throw new InvalidOperationException("the module was not started");
        var next = spool.Acknowledged + 1;
        while (link.IsOpen)
        {
            var records = spool.Read(next, RecordsAtATime);
            if (records.Count > 0)
            {
                await link.SendAsync(records, stop);
                next = records[^1].Sequence + 1;
            }

            if (link.TakeConfirmed() is > 0 and var confirmed)
            {
                spool.Acknowledge(confirmed);
            }

            if (records.Count < RecordsAtATime)
            {
                await Task.Delay(Turn, _context.Time, stop);
            }
        }
    }

    [LoggerMessage(9451, LogLevel.Information, "Connected to carbon at {Host}:{Port}")]
    private partial void LogConnected(string host, int port);

    [LoggerMessage(9452, LogLevel.Warning, "No connection to carbon at {Host}:{Port}: {Reason}; points are kept on disk")]
    private partial void LogLost(string host, int port, string reason);

    [LoggerMessage(9453, LogLevel.Error, "Points for carbon are dropped: {Bytes} bytes of them wait already")]
    private partial void LogFull(long bytes);

    [LoggerMessage(9454, LogLevel.Warning, "The spool of points was not as it should be, {File}: {Finding}")]
    private partial void LogFinding(string file, string finding);
}
