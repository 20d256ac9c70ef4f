using System.Diagnostics.Metrics;
using Microsoft.Extensions.Logging;
using Tsuba.Journal.Files;
using Tsuba.Journal.Spooling;
using Tsuba.Modules;

namespace Tsuba.Sinks;

/// <summary>
/// What a module keeps on disk until its sink has it, so that nothing is lost while the sink is away or the daemon is down. It takes no
/// more than its quota; what does not fit is counted: given = taken + dropped.
/// </summary>
public sealed partial class SinkSpill : IDisposable
{
    private readonly ModuleContext _context;
    private readonly SinkDescription _sink;
    private readonly ILogger _log;
    private readonly Counter<long> _taken;
    private readonly Counter<long> _dropped;
    private readonly KeyValuePair<string, object?> _module;
    private Spool? _spool;
    private bool _isFull;

    /// <summary>A spill that is opened when its module starts.</summary>
    /// <param name="context">What the module was given.</param>
    /// <param name="sink">The sink.</param>
    /// <param name="meter">The module's meter.</param>
    public SinkSpill(ModuleContext context, SinkDescription sink, Meter meter)
    {
        (_context, _sink) = (context, sink);
        _log = context.Loggers.CreateLogger<SinkSpill>();
        _module = Tag(context);
        _taken = meter.CreateCounter<long>($"tsuba_{sink.Kind}_{sink.Unit}_total", description: $"What was taken for {sink.Kind}: {sink.Unit}.");
        _dropped = meter.CreateCounter<long>($"tsuba_{sink.Kind}_{sink.Unit}_dropped_total", description: $"What did not fit into the spool while {sink.Kind} was away: {sink.Unit}.");
        meter.CreateObservableGauge($"tsuba_{sink.Kind}_spool_bytes", () => new Measurement<long>(_spool?.Counters.PendingBytes ?? 0, _module), description: $"Bytes that {sink.Kind} does not have yet.");
    }

    /// <summary>Everything up to here is delivered.</summary>
    public ulong Acknowledged => Open.Acknowledged;

    /// <summary>Opens the files and says what was wrong with them.</summary>
    public void Start()
    {
        _spool = Spool.Open(DiskFiles.Instance, Path.Combine(_context.OwnDirectory, "spool"), new SpoolOptions { MaxBytes = _sink.MaxSpoolBytes });
        foreach (var finding in _spool.Findings)
        {
            LogFinding(_sink.Kind, finding.File, finding.Text);
        }
    }

    /// <summary>Returns when the records survive a power cut; those beyond the quota are counted as dropped.</summary>
    /// <exception cref="IOException">The spill is closed.</exception>
    public async ValueTask KeepAsync(IReadOnlyList<SinkRecord> records, CancellationToken cancellationToken)
    {
        var last = 0UL;
        var taken = 0;
        foreach (var record in records)
        {
            if (Open.Append(record.Content.Span) is > 0 and var sequence)
            {
                (last, taken, _isFull) = (sequence, taken + record.Count, false);
            }
            else
            {
                Drop(record.Count);
            }
        }

        if (last > 0 && !await Open.WaitDurableAsync(last, cancellationToken))
        {
            throw new IOException($"the spool is closed: {Open.Failure}");
        }

        _taken.Add(taken, _module);
    }

    /// <summary>Durable records that are not delivered, oldest first.</summary>
    public IReadOnlyList<SpoolRecord> Read(ulong from) => Open.Read(from, _sink.RecordsAtATime, _sink.BytesAtATime);

    /// <summary>Frees what the sink has.</summary>
    public void Acknowledge(ulong upTo) => Open.Acknowledge(upTo);

    /// <summary>Closes the files.</summary>
    public void Dispose() => _spool?.Dispose();

    /// <summary>What tells the figures of several modules of one type apart.</summary>
    internal static KeyValuePair<string, object?> Tag(ModuleContext context) => new("module", context.Name);

    private Spool Open => _spool ?? throw new InvalidOperationException("the module was not started");

    private void Drop(int count)
    {
        _dropped.Add(count, _module);
        if (!_isFull)
        {
            LogFull(_sink.Unit, _sink.Kind, _sink.MaxSpoolBytes);
        }

        _isFull = true;
    }

    [LoggerMessage(9453, LogLevel.Error, "Some {Unit} for {Sink} are dropped: {Bytes} bytes may wait, and they do")]
    private partial void LogFull(string unit, string sink, long bytes);

    [LoggerMessage(9454, LogLevel.Warning, "The spool of {Sink} was not as it should be, {File}: {Finding}")]
    private partial void LogFinding(string sink, string file, string finding);
}
