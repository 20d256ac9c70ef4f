using System.Diagnostics.Metrics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Reflection;
using System.Security.Cryptography;
using Microsoft.Extensions.Logging;
using Tsuba.Hosting.Daemons;
using Tsuba.Hosting.Metrics;
using Tsuba.Hosting.Peers;
using Tsuba.Hosting.Pki;
using Tsuba.Hosting.Routing;
using Tsuba.Hosting.Terms;
using Tsuba.Protocol;
using Tsuba.Protocol.Contracts;

namespace Tsuba.Hosting.Lifecycle;

/// <summary>
/// Runs one daemon. Start: lock its directory, open its identity and watch it, make it, bind its port, restore its state, let calls through.
/// Stop, in the other direction, may be called at any time and more than once, and undoes a start that got half-way.
/// </summary>
public sealed partial class DaemonHost : IAsyncDisposable
{
    private static readonly string ProductVersion =
        typeof(DaemonHost).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+')[0] ?? "unknown";

    private readonly DaemonSpecification _specification;
    private readonly SiteState _state;
    private readonly TimeProvider _time;
    private readonly ILoggerFactory _loggers;
    private readonly ILogger _logger;
    private readonly ProcessShare _share;
    private readonly CancellationTokenSource _stop = new();
    private readonly DaemonMeterFactory _meters = new();
    private readonly string _run = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(8));
    private readonly Stack<Func<CancellationToken, Task>> _undo = new();
    private IDaemon? _daemon;
    private LiveIdentity? _identity;
    private DaemonPort? _port;
    private Task _loop = Task.CompletedTask;

    /// <summary>A host; nothing happens before <see cref="StartAsync"/>.</summary>
    /// <param name="specification">What is run.</param>
    /// <param name="state">The site.</param>
    /// <param name="time">Clock.</param>
    /// <param name="loggers">Loggers.</param>
    /// <param name="share">What it shares with the other daemons of the process.</param>
    public DaemonHost(DaemonSpecification specification, SiteState state, TimeProvider time, ILoggerFactory loggers, ProcessShare share)
    {
        _share = share;
        _specification = specification;
        _state = state;
        _time = time;
        _loggers = loggers;
        _logger = loggers.CreateLogger<DaemonHost>();
    }

    /// <summary>The daemon; null before the start.</summary>
    public IDaemon? Daemon => _daemon;

    /// <summary>What it shows to peers, and whom it believes; null before the start.</summary>
    public LiveIdentity? Identity => _identity;

    /// <summary>What is run.</summary>
    public DaemonSpecification Specification => _specification;

    /// <summary>Where it listens; known after the start.</summary>
    public IPEndPoint EndPoint => _port?.EndPoint ?? new IPEndPoint(IPAddress.None, 0);

    /// <summary>Ends when the daemon's loops end: normally after <see cref="StopAsync"/>; with an exception if they broke.</summary>
    public Task Completion => _loop;

    private string Label => $"{_specification.Role.ToIdentifier()} {_specification.Name}";

    /// <summary>What it would answer to a heartbeat now; null before the start.</summary>
    public HeartbeatReply? Describe() => _daemon is { } daemon && _identity is { } identity ? Describe(daemon, identity) : null;

    /// <summary>Starts it. On an exception everything that was begun has been undone.</summary>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        try
        {
            await BuildAsync(cancellationToken);
        }
        catch
        {
            await StopAsync(new CancellationToken(canceled: true));
            throw;
        }
    }

    /// <summary>Stops it; <paramref name="deadline"/> ends the patience, not the stop.</summary>
    public async Task StopAsync(CancellationToken deadline)
    {
        while (_undo.TryPop(out var undo))
        {
            try
            {
                await undo(deadline);
            }
            catch (Exception fault) when (fault is not OperationCanceledException || deadline.IsCancellationRequested)
            {
                LogStopFault(Label, fault);
            }
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await StopAsync(new CancellationToken(canceled: true));
        _stop.Dispose();
        _meters.Dispose();
    }

    private async Task BuildAsync(CancellationToken cancellationToken)
    {
        var (role, name) = (_specification.Role, _specification.Name);
        var directory = _state.DaemonDirectory(role, name);
        var held = StateLock.Take(directory, Label);
        Undo(held.Dispose);

        var identity = new LiveIdentity(_state.Pki.OpenOrIssue(role, name));
        Undo(identity.Dispose);
        Watch(identity);
        _identity = identity;

        var metrics = new PrometheusText(_meters);
        Undo(metrics.Dispose);
        PublishConstants(identity);

        var ballot = new BallotBox(directory, _time);
        var peers = new PeerClient(identity, _time, _meters, _loggers) { Leading = () => ballot.Leading };
        _undo.Push(async _ => await peers.DisposeAsync());

        var web = new WebCertificate(_state.Pki, role, name, _specification.Settings, _time);
        Undo(web.Dispose);
        var context = new DaemonContext(
            _state.Site, role, name, _run, directory, _time, _loggers, _meters, peers, _specification.Settings)
        {
            WebCertificate = web.Current,
            BulkWork = _share.BulkWork,
            LinkedParts = _share.LinkedParts,
            Ballot = ballot,
            Version = ProductVersion,
        };
        var daemon = _specification.Create(context);
        _undo.Push(async _ => await daemon.DisposeAsync());

        var routes = new RouteTable();
        routes.MapAlways(Routes.Heartbeat, (caller, request, _) =>
        {
            // The ballot first: what is said of parts is as it was after the term was granted, or later.
            var reply = new HeartbeatReply();
            ballot.Answer(caller, request, reply);
            reply.MergeFrom(_port is { State: PortState.Open } ? Describe(daemon, identity) : DescribeStart());
            return ValueTask.FromResult(reply);
        });
        daemon.Map(routes);
        HeartbeatGauges.Publish(_meters, _specification.Role, () => ballot.Leading > 0, () => _port is { State: PortState.Open } ? Describe(daemon, identity) : null);
        var parts = new PortParts(identity, routes, () => Describe(daemon, identity).Health, metrics, _meters, _loggers, _time, ballot);
        var port = new DaemonPort(parts, _specification.Address, _specification.Port);
        _undo.Push(async deadline =>
        {
            await port.StopAsync(deadline);
            await port.DisposeAsync();
        });
        await ListenAsync(port, cancellationToken);
        _port = port;

        _undo.Push(daemon.StopAsync);
        await daemon.StartAsync(cancellationToken);
        _daemon = daemon;
        _loop = daemon.RunAsync(_stop.Token);
        _undo.Push(async deadline =>
        {
            await port.CloseAsync();
            await _stop.CancelAsync();
            await _loop.WaitAsync(deadline).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        });
        port.Open();
        Export(_specification.Export?.Invoke(context, metrics.Read));
        Undo(RunningDaemon.Announce(_state, role, name, port.EndPoint));
        LogStarted(Label, port.EndPoint);
    }

    private void Watch(LiveIdentity identity)
    {
        var end = new CancellationTokenSource();
        var watching = new IdentityWatch(_state.Pki, identity, _time, _logger).RunAsync(end.Token);
        _undo.Push(async _ =>
        {
            await end.CancelAsync();
            await watching.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            end.Dispose();
        });
    }

    private void Export(Func<CancellationToken, Task>? export)
    {
        if (export is null)
        {
            return;
        }

        var end = new CancellationTokenSource();
        var running = export(end.Token);
        _undo.Push(async deadline =>
        {
            await end.CancelAsync();
            await running.WaitAsync(deadline).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            end.Dispose();
        });
    }

    private async Task ListenAsync(DaemonPort port, CancellationToken cancellationToken)
    {
        try
        {
            await port.StartAsync(cancellationToken);
        }
        catch (Exception refused) when (refused is IOException or SocketException)
        {
            throw new IOException(
                $"{Label} cannot listen on {_specification.Address} port {_specification.Port}: {Innermost(refused)}. {ListenAdvice(refused)}",
                refused);
        }
    }

    // A taken port comes as an IOException, every other reason as the system gave it.
    private string ListenAdvice(Exception refused)
    {
        switch (refused)
        {
            case SocketException { SocketErrorCode: SocketError.AddressNotAvailable }:
                return "Take an address of this machine with --host.";
            case SocketException { SocketErrorCode: SocketError.AccessDenied }:
                return "Take a port above 1023 with --port.";
            default:
                var owner = PortOwner.Describe(_specification.Port);
                return $"{(owner.Length == 0 ? "" : $"It is used by {owner}. ")}Take other ports with --port-offset.";
        }
    }

    private static string Innermost(Exception exception)
    {
        while (exception.InnerException is { } inner)
        {
            exception = inner;
        }

        return exception.Message;
    }

    private void Undo(Action action) => _undo.Push(_ =>
    {
        action();
        return Task.CompletedTask;
    });

    private HeartbeatReply Describe(IDaemon daemon, LiveIdentity identity)
    {
        var reply = Introduce("ok");
        daemon.Describe(reply);
        var now = _time.GetUtcNow();
        if (now > identity.Current.WarnFrom && reply.Health == "ok")
        {
            reply.Health = string.Create(
                CultureInfo.InvariantCulture,
                $"the certificate ends in {(identity.Current.NotAfter - now).TotalDays:0.#} days and nobody has renewed it (tsuba pki issue, where ca.key is)");
        }

        return reply;
    }

    // The daemon is not asked: it may be half-way through its files.
    private HeartbeatReply DescribeStart()
    {
        var reply = Introduce("restoring");
        reply.Restoring = true;
        return reply;
    }

    private HeartbeatReply Introduce(string health) => new()
    {
        Role = _specification.Role.ToIdentifier(),
        Name = _specification.Name,
        Run = _run,
        Version = ProductVersion,
        Health = health,
        UtcMs = _time.GetUtcNow().ToUnixTimeMilliseconds(),
    };

    private void PublishConstants(LiveIdentity identity)
    {
        var meter = _meters.Create("Tsuba.Hosting.Daemon");
        meter.CreateObservableGauge(
            "tsuba_certificate_expiry_timestamp_seconds",
            () => identity.Current.NotAfter.ToUnixTimeSeconds(),
            description: "End of the daemon's certificate.");
        var info = new Measurement<long>(
            1,
            new KeyValuePair<string, object?>("version", ProductVersion),
            new KeyValuePair<string, object?>("role", _specification.Role.ToIdentifier()),
            new KeyValuePair<string, object?>("name", _specification.Name),
            new KeyValuePair<string, object?>("site", _state.Site));
        meter.CreateObservableGauge("tsuba_build_info", () => info, description: "What runs here.");
        meter.CreateObservableGauge(
            "tsuba_process_resident_bytes", () => Environment.WorkingSet, description: "Memory of the process.");
    }

    [LoggerMessage(8030, LogLevel.Information, "{Daemon} listens on {EndPoint}")]
    private partial void LogStarted(string daemon, IPEndPoint endPoint);

    [LoggerMessage(8031, LogLevel.Error, "Stopping {Daemon}: a step failed")]
    private partial void LogStopFault(string daemon, Exception fault);
}
