using System.Collections.Immutable;
using Microsoft.Extensions.Logging;
using Tsuba.Hosting.Commands;
using Tsuba.Hosting.Daemons;
using Tsuba.Hosting.Metrics;
using Tsuba.Hosting.Modules;
using Tsuba.Hosting.Routing;
using Tsuba.Hosting.Work;
using Tsuba.Journal.Files;
using Tsuba.Journal.Spooling;
using Tsuba.Model.Items;
using Tsuba.Protocol;
using Tsuba.Protocol.Contracts;
using Tsuba.Receiver.Core;
using Tsuba.Receiver.Delivery;
using Tsuba.Receiver.Modules;

namespace Tsuba.Receiver;

/// <summary>
/// The receiver: its modules listen for passive results and commands, and each is on disk before it is acknowledged. The arbiter
/// drains the buffer; with <c>direct_routing 1</c> the receiver calls the owners of parts itself as long as they answer.
/// </summary>
public sealed partial class ReceiverDaemon : IDaemon
{
    private const int MostCommandsPerReply = 20_000;
    private static readonly TimeSpan ModuleRestart = TimeSpan.FromSeconds(20);

    private readonly DaemonContext _context;
    private readonly ImmutableArray<ReceiverModuleFactory> _factories;
    private readonly ILogger _log;
    private readonly ModuleHost _modules;
    private readonly LinkFile _linkFile;
    private readonly SemaphoreSlim _linksGate = new(1, 1);
    private CommandBuffer? _commands;
    private CommandDelivery? _delivery;
    private IReadOnlyList<ModuleSettings>? _modulesOfLinks;
    private HostMap? _map;

    /// <summary>A receiver with the kinds of modules that it can run.</summary>
    public ReceiverDaemon(DaemonContext context, ImmutableArray<ReceiverModuleFactory> factories)
    {
        _context = context;
        _factories = factories;
        _log = context.Loggers.CreateLogger<ReceiverDaemon>();
        _modules = new ModuleHost(context.Time, context.Meters, context.Loggers);
        QueueMeters.Publish(context.Meters, "commands", () => _commands?.Counters);
        _linkFile = new LinkFile(Path.Combine(context.StateDirectory, "links"));
    }

    /// <inheritdoc />
    public DaemonRole Role => DaemonRole.Receiver;

    /// <inheritdoc />
    public string Name => _context.Name;

    /// <inheritdoc />
    public void Map(IDaemonRoutes routes)
    {
        routes.Map(Routes.Drain, (_, request, cancellationToken) => Commands.DrainAsync(request, cancellationToken));
        routes.Map(Routes.PutLinks, (_, request, cancellationToken) => TakeLinksAsync(request, cancellationToken));
    }

    /// <inheritdoc />
    public Task StartAsync(CancellationToken cancellationToken)
    {
        // Numbers grow even over the loss of the state directory; else every command would be taken for one that was seen before.
        var options = new SpoolOptions { FirstSequence = (ulong)_context.Time.GetUtcNow().ToUnixTimeMilliseconds() };
        var spool = Spool.Open(DiskFiles.Instance, Path.Combine(_context.StateDirectory, "commands"), options);
        foreach (var finding in spool.Findings)
        {
            LogSpoolFinding(finding.ToString());
        }

        var source = $"receiver-{Name}";
        var lanes = new LaneFile(DiskFiles.Instance, Path.Combine(_context.StateDirectory, "lanes"));
        var delivery = new CommandDelivery(new CommandOutlet(source, spool.Log, lanes, _context.Time.GetUtcNow().ToUnixTimeMilliseconds()), _context.Peers, _context.Time);
        _commands = new CommandBuffer(source, spool, _context.Time)
        {
            Outlet = request => delivery.Drain(request, MostCommandsPerReply),
            Refused = new RefusalLog(_context.Loggers, _context.Time).Write,
        };
        delivery.Buffer = _commands;
        _delivery = delivery;
        if (_linkFile.Read() is { } remembered)
        {
            UseHosts(remembered);
        }

        return Task.CompletedTask;
    }

    /// <inheritdoc />
    public async Task RunAsync(CancellationToken stop)
    {
        await _linksGate.WaitAsync(stop);
        try
        {
            // The arbiter may have spoken already.
            await UseModulesAsync(_modulesOfLinks ?? []);
        }
        finally
        {
            _linksGate.Release();
        }

        await Delivery.RunAsync(stop);
        stop.ThrowIfCancellationRequested();
    }

    /// <inheritdoc />
    public Task StopAsync(CancellationToken deadline) => _modules.StopAsync(deadline);

    /// <inheritdoc />
    public void Describe(HeartbeatReply reply)
    {
        reply.Generation = Volatile.Read(ref _map)?.Generation ?? 0;
        var counters = Commands.Counters;
        reply.Gauges.Add(new Gauge { Name = "commands_received", Value = counters.Received });
        reply.Gauges.Add(new Gauge { Name = "commands_delivered", Value = counters.Delivered });
        reply.Gauges.Add(new Gauge { Name = "commands_refused", Value = counters.Refused });
        reply.Gauges.Add(new Gauge { Name = "commands_pending", Value = counters.Pending });
        var (direct, viaArbiter) = Delivery.Counts;
        reply.Gauges.Add(new Gauge { Name = "commands_direct", Value = direct });
        reply.Gauges.Add(new Gauge { Name = "commands_via_arbiter", Value = viaArbiter });
        var faults = _modules.Statuses.Where(module => module.Fault.Length > 0).Select(module => $"{module.Name}: {module.Fault}").ToList();
        reply.Health = Commands.Failure ?? Delivery.Failure ?? (faults.Count == 0 ? "ok" : string.Join("; ", faults));
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        await _modules.DisposeAsync();
        _commands?.Dispose();
        _linksGate.Dispose();
    }

    private CommandDelivery Delivery => _delivery ?? throw new InvalidOperationException("the receiver was not started");

    private CommandBuffer Commands => _commands ?? throw new InvalidOperationException("the receiver was not started");

    private async ValueTask<PutLinksReply> TakeLinksAsync(PutLinksRequest request, CancellationToken cancellationToken)
    {
        if (!_linkFile.TryWrite(request))
        {
            LogLinksNotKept();
        }

        await _linksGate.WaitAsync(cancellationToken);
        try
        {
            UseHosts(request);
            await UseModulesAsync(request.Modules);
        }
        finally
        {
            _linksGate.Release();
        }

        return new PutLinksReply { Ack = new Ack { Accepted = true } };
    }

    private void UseHosts(PutLinksRequest request)
    {
        // An arbiter of an older version sends no hosts; nothing can be said of any then.
        var map = HostMap.From(request);
        Volatile.Write(ref _map, map);
        _modulesOfLinks = request.Modules;
        Commands.Hosts = request.Hosts.Count == 0 ? null : map.Has;
        Delivery.Use(map, request);
    }

    // Modules that run anyway take the properties of the first definition that names their kind.
    private async Task UseModulesAsync(IReadOnlyList<ModuleSettings> configured)
    {
        foreach (var factory in _factories.Where(factory => factory.IsDefault))
        {
            IReadOnlyDictionary<string, string> properties =
                configured.FirstOrDefault(module => factory.Names.Contains(module.Type))?.Properties.ToImmutableDictionary() ?? ImmutableDictionary<string, string>.Empty;
            using var deadline = new CancellationTokenSource(ModuleRestart, _context.Time);
            var context = ModuleContexts.Create(_context, factory.Type, factory.Type, properties, Commands);
            await _modules.SetAsync(factory.Type, properties, () => factory.Create(context), ModuleHost.DefaultQueueBytes, deadline.Token);
        }

        foreach (var module in configured)
        {
            if (_factories.FirstOrDefault(candidate => candidate.Names.Contains(module.Type)) is not { } factory)
            {
                LogUnknownModule(module.Name, module.Type);
            }
            else if (!factory.IsDefault)
            {
                AddModule(module.Name, factory, module.Properties);
            }
        }
    }

    private void AddModule(string name, ReceiverModuleFactory factory, IReadOnlyDictionary<string, string> properties)
    {
        var context = ModuleContexts.Create(_context, name, factory.Type, properties, Commands);
        _modules.Add(name, () => factory.Create(context), ModuleHost.DefaultQueueBytes);
    }

    [LoggerMessage(5003, LogLevel.Warning, "The links could not be kept on disk: after a restart this receiver waits for the arbiter to name hosts and owners")]
    private partial void LogLinksNotKept();

    [LoggerMessage(5001, LogLevel.Warning, "Module {Name}: there is no module of type {Type}")]
    private partial void LogUnknownModule(string name, string type);

    [LoggerMessage(5002, LogLevel.Warning, "Command buffer: {Finding}")]
    private partial void LogSpoolFinding(string finding);
}
