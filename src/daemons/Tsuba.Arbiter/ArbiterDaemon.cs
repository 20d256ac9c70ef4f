using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Diagnostics.Metrics;
using System.Globalization;
using System.Threading.Channels;
using Microsoft.Extensions.Logging;
using Tsuba.Arbiter.Core;
using Tsuba.Arbiter.Core.Commands;
using Tsuba.Arbiter.Draining;
using Tsuba.Arbiter.Loading;
using Tsuba.Arbiter.Loops;
using Tsuba.Arbiter.State;
using Tsuba.Dispatch.Daemons;
using Tsuba.Dispatch.Terms;
using Tsuba.Hosting.Commands;
using Tsuba.Hosting.Daemons;
using Tsuba.Hosting.Metrics;
using Tsuba.Hosting.Modules;
using Tsuba.Hosting.Peers;
using Tsuba.Hosting.Pki;
using Tsuba.Hosting.Routing;
using Tsuba.Journal.Files;
using Tsuba.Journal.Spooling;
using Tsuba.Model.Items;
using Tsuba.Modules;
using Tsuba.Protocol;
using Tsuba.Protocol.Configuration;
using Tsuba.Protocol.Contracts;

namespace Tsuba.Arbiter;

/// <summary>
/// The arbiter: reads the configuration, cuts and dispatches it, watches every daemon, takes orders and routes them to the owners.
/// Losing it stops none of the others. The core decides; this shell moves bytes.
/// </summary>
public sealed partial class ArbiterDaemon : IDaemon
{
    private readonly DaemonContext _context;
    private readonly IConfigurationSource _source;
    private readonly ImmutableArray<ArbiterModuleFactory> _factories;
    private readonly ILogger _log;
    private readonly ArbiterClock _clock;
    private readonly StateFile _stateFile;
    private readonly AcceptedConfiguration _accepted;
    private readonly TaskTracker _calls = new();
    private readonly ModuleHost _modules;
    private readonly LoopSet<DaemonKey, (PeerAddress Peer, LivenessTimers Timers)> _heartbeats;
    private readonly LoopSet<DaemonKey, Drained> _drains;
    private readonly LoopSet<DaemonKey, PeerAddress> _replications;
    private readonly LoopSet<DaemonKey, PeerAddress> _reports;
    private readonly LoopSet<DaemonKey, PeerAddress> _shares;
    private readonly LoopSet<string, EtcdTarget> _etcd;
    private readonly Counter<long> _etcdMissed;
    private readonly Counter<long> _losses;
    private readonly SemaphoreSlim _loading = new(1, 1);
    private readonly Channel<RoleChange> _roles = Channel.CreateBounded<RoleChange>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropOldest });
    private readonly ConcurrentDictionary<CommandOrigin, DrainBell> _bells = new();
    private readonly ConcurrentDictionary<string, SemaphoreSlim> _transfers = new(StringComparer.Ordinal);
    private readonly ReloadQueue _reloads = new();
    private readonly ChunkCache _chunks = new();
    private readonly ReloadJudge _judge;
    private readonly Lock _keepLock = new();
    private CoreLoop? _loop;
    private ArbiterCore? _core;
    private DurableSteps? _steps;
    private CommandBuffer? _door;
    private Spool? _routing;
    private CommandSpool? _spool;
    private CancellationToken _stop;
    private readonly Histogram<double> _reloadSeconds;
    private readonly Gauge<double> _skewSeconds;
    private volatile ArbiterHealth _health = ArbiterHealth.Starting;
    private volatile TermStance _stance = TermStance.Nothing;
    private volatile string _configurationError = "";
    private volatile ReloadReply? _lastReload;
    private ImmutableArray<string> _mainFiles = [];
    private string _commit = "";
    private volatile string? _keepFailure;
    private bool _isKept = true;
    private bool _hasLed;

    /// <summary>An arbiter.</summary>
    /// <param name="context">What every daemon is given. Settings: <c>port_offset</c>, <c>adopt_paths</c>, and <c>address.ROLE-NAME</c> for a daemon that is elsewhere than its object says.</param>
    /// <param name="source">Where the configuration comes from.</param>
    /// <param name="factories">Kinds of modules that it can run.</param>
    public ArbiterDaemon(DaemonContext context, IConfigurationSource source, ImmutableArray<ArbiterModuleFactory> factories)
    {
        _context = context;
        _source = source;
        _factories = factories;
        _log = context.Loggers.CreateLogger<ArbiterDaemon>();
        _clock = new ArbiterClock(context.Time);
        _stateFile = new StateFile(DiskFiles.Instance, context.StateDirectory);
        _accepted = new AcceptedConfiguration(context.StateDirectory);
        _modules = new ModuleHost(context.Time, context.Meters, context.Loggers);
        _heartbeats = new(HeartbeatLoopAsync);
        _drains = new((key, drained, stop) => DrainLoopAsync(SourceOf(key, drained.Peer), stop));
        _replications = new(ReplicateLoopAsync);
        _reports = new(ReportLoopAsync);
        _shares = new(ShareLoopAsync);
        _etcd = new(EtcdLoopAsync);
        var portOffset = int.TryParse(context.Settings.GetValueOrDefault("port_offset"), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var offset) ? offset : 0;
        _judge = new ReloadJudge(_chunks, portOffset, context.Time.LocalTimeZone, LogFinding);
        var meter = context.Meters.Create("Tsuba.Arbiter");
        _reloadSeconds = meter.CreateHistogram<double>("tsuba_reload_duration_seconds", description: "How long it took to read, judge and run a configuration, by outcome: accepted, refused.");
        _skewSeconds = meter.CreateGauge<double>("tsuba_clock_skew_seconds", description: "By how much the clock of a daemon is ahead of the arbiter's, at its last heartbeat.");
        meter.CreateObservableGauge("tsuba_arbiter_leading", () => _stance.IsLeading ? 1 : 0, description: "1 while this arbiter leads its site, else 0.");
        meter.CreateObservableGauge("tsuba_arbiter_generation", () => _health.Generation, description: "Generation of the configuration that runs.");
        meter.CreateObservableGauge("tsuba_arbiter_commands_pending", () => _health.PendingCommands, description: "Commands that their owners have not answered.");
        meter.CreateObservableCounter("tsuba_arbiter_state_write_failures_total", () => _steps?.Failures ?? 0, description: "How often the disk did not take the arbiter's state; nothing that follows from it leaves until it does.");
        meter.CreateObservableGauge("tsuba_arbiter_parts_unserved", () => _health.UnservedParts, description: "Parts that nobody is known to run.");
        QueueMeters.Publish(context.Meters, "commands", () => _door?.Counters);
        QueueMeters.Publish(context.Meters, "routing", () => _spool?.Counters);
        _losses = meter.CreateCounter<long>("tsuba_arbiter_part_losses_total", description: "Times a part went on with less than everything that was acknowledged.");
        _etcdMissed = meter.CreateCounter<long>("tsuba_arbiter_etcd_missed_total", description: "Questions for a vote that etcd did not answer.");
    }

    /// <inheritdoc />
    public DaemonRole Role => DaemonRole.Arbiter;

    /// <inheritdoc />
    public string Name => _context.Name;

    /// <summary>Where the arbiter's own modules give commands.</summary>
    public ICommandSink Commands => Door;

    private CommandBuffer Door => _door ?? throw new InvalidOperationException("the arbiter was not started");

    private Spool Routing => _routing ?? throw new InvalidOperationException("the arbiter was not started");

    private CommandSpool Spool => _spool ?? throw new InvalidOperationException("the arbiter was not started");

    private CoreLoop Loop => _loop ?? throw new InvalidOperationException("the arbiter was not started");

    private DurableSteps Steps => _steps ?? throw new InvalidOperationException("the arbiter was not started");

    private ArbiterCore Core => _core ?? throw new InvalidOperationException("the arbiter was not started");

    /// <inheritdoc />
    public void Map(IDaemonRoutes routes)
    {
        routes.Map(Routes.Status, async (_, _, cancellationToken) => await StatusAsync(cancellationToken));
        routes.Map(Routes.Submit, SubmitAsync);
        routes.Map(Routes.OrderParts, OrderPartsAsync);
        routes.Map(Routes.Drain, (_, request, cancellationToken) => Door.DrainAsync(request, cancellationToken));
        routes.Map(Routes.Replicate, (_, request, cancellationToken) => TakeReplicaAsync(request, cancellationToken));
        routes.Map(Routes.Reload, async (caller, request, cancellationToken) => await AnswerReloadAsync(caller, request, cancellationToken));
    }

    /// <inheritdoc />
    public Task StartAsync(CancellationToken cancellationToken)
    {
        var state = _stateFile.Read(out var finding);
        if (finding is not null)
        {
            LogStateFinding(finding);
        }

        _core = new ArbiterCore(new DaemonKey(DaemonRole.Arbiter, Name), state, Addresses()) { CommandExpiry = CommandExpiry() };
        _steps = new DurableSteps(_core, _stateFile.TryWrite);
        _loop = new CoreLoop(Step);
        var options = new SpoolOptions { FirstSequence = (ulong)_context.Time.GetUtcNow().ToUnixTimeMilliseconds() };
        _door = new CommandBuffer($"arbiter-{Name}", OpenSpool("commands", options), _context.Time) { Refused = new RefusalLog(_context.Loggers, _context.Time).Write };
        _door.Hosts = hostName => Core.HasHost(hostName);
        _routing = OpenSpool("routing", options);
        _spool = new CommandSpool(_routing.Log);
        return Task.CompletedTask;
    }

    /// <inheritdoc />
    public async Task RunAsync(CancellationToken stop)
    {
        _stop = stop;
        var loops = new[] { Loop.RunAsync(stop), TickLoopAsync(stop), ReloadLoopAsync(stop), RoleLoopAsync(stop), ChangeLoopAsync(stop) };
        try
        {
            await await Task.WhenAny([.. loops, _calls.Fault]);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            LogStopping();
        }
        finally
        {
            await _heartbeats.ClearAsync();
            await _drains.ClearAsync();
            await _replications.ClearAsync();
            await _reports.ClearAsync();
            await _shares.ClearAsync();
            await _etcd.ClearAsync();
            if (stop.IsCancellationRequested)
            {
                // What a loop still writes belongs to this run: the directory may be another process's right after it.
                await Task.WhenAll(loops).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    /// <inheritdoc />
    public async Task StopAsync(CancellationToken deadline)
    {
        await _modules.StopAsync(deadline);
        await _calls.WhenAllAsync().WaitAsync(deadline).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        KeepAccepted();
    }

    /// <summary>Reads the configuration again, as HUP does. Never waits; the log and the status say what came of it.</summary>
    public void RequestReload()
    {
        _reloads.Request(ReloadOrder.By("signal"));
    }

    /// <inheritdoc />
    public void Describe(HeartbeatReply reply)
    {
        var health = _health;
        reply.Generation = health.Generation;
        reply.Health = _configurationError is { Length: > 0 } refused ? $"configuration refused: {refused}"
            : _steps?.Failure ?? _keepFailure ?? _spool?.Failure ?? _door?.Failure
                ?? (_source.Trouble is { Length: > 0 } trouble ? trouble : _etcdTrouble is { Length: > 0 } silent ? silent : health.Text);
        reply.Gauges.Add(new Gauge { Name = "commands_pending", Value = health.PendingCommands });
        reply.Gauges.Add(new Gauge { Name = "parts_unserved", Value = health.UnservedParts });
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        await _modules.DisposeAsync();
        _door?.Dispose();
        _routing?.Dispose();
        _loading.Dispose();
    }

    private Spool OpenSpool(string name, SpoolOptions options)
    {
        var spool = Tsuba.Journal.Spooling.Spool.Open(DiskFiles.Instance, Path.Combine(_context.StateDirectory, name), options);
        foreach (var finding in spool.Findings)
        {
            LogSpoolFinding(finding.ToString());
        }

        return spool;
    }

    private Dictionary<string, (string Host, int Port)> Addresses()
    {
        const string Prefix = "address.";
        var addresses = new Dictionary<string, (string, int)>(StringComparer.Ordinal);
        foreach (var (key, value) in _context.Settings)
        {
            var separator = value.LastIndexOf(':');
            if (key.StartsWith(Prefix, StringComparison.Ordinal)
                && separator > 0
                && int.TryParse(value.AsSpan(separator + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var port))
            {
                addresses[key[Prefix.Length..]] = (value[..separator], port);
            }
        }

        return addresses;
    }

    private TimeSpan CommandExpiry() =>
        long.TryParse(_context.Settings.GetValueOrDefault("command_expiry"), NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) && seconds > 0
            ? TimeSpan.FromSeconds(Math.Min(seconds, 365L * 86_400))
            : TimeSpan.FromDays(1);

    private PeerAddress PeerOf(DaemonNode node)
    {
        var address = Core.AddressOf(node);
        return new PeerAddress(node.Role, node.Name, address.Host, address.Port);
    }

    private async ValueTask<StatusReply> StatusAsync(CancellationToken cancellationToken)
    {
        var status = await Loop.AskAsync(() => Core.Describe(_context.Site), cancellationToken);
        status.ConfigurationError = _configurationError;
        status.LastReload = _lastReload;
        if (status.Daemons.FirstOrDefault(daemon => daemon.Role == Role.ToIdentifier() && daemon.Name == Name) is { } self)
        {
            DescribeSelf(self);
        }

        return status;
    }

    // Nobody sends an arbiter its own heartbeat.
    private void DescribeSelf(DaemonStatus self)
    {
        var heartbeat = new HeartbeatReply { Health = "ok" };
        Describe(heartbeat);
        self.Health = heartbeat.Health;
        self.Gauges.AddRange(heartbeat.Gauges);
        self.Run = _context.Run;
        self.Version = _context.Version;
        self.LastSeenUtcMs = _context.Time.GetUtcNow().ToUnixTimeMilliseconds();
    }

    private async Task TickLoopAsync(CancellationToken stop)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(200), _context.Time);
        while (await timer.WaitForNextTickAsync(stop))
        {
            await Loop.TellAsync(VoteForItself, stop);
        }
    }
}
