using System.Collections.Immutable;
using Microsoft.Extensions.Logging;
using Tsuba.Hosting.Commands;
using Tsuba.Hosting.Daemons;
using Tsuba.Hosting.Modules;
using Tsuba.Hosting.Routing;
using Tsuba.Journal.Files;
using Tsuba.Journal.Spooling;
using Tsuba.Model.Items;
using Tsuba.Protocol;
using Tsuba.Protocol.Contracts;
using Tsuba.Receiver.Modules;

namespace Tsuba.Receiver;

/// <summary>
/// The receiver: its modules listen for passive results and commands, and each is on disk before it is acknowledged. The arbiter
/// drains the buffer; a receiver opens no connection.
/// </summary>
public sealed partial class ReceiverDaemon : IDaemon
{
    private readonly DaemonContext _context;
    private readonly ImmutableArray<ReceiverModuleFactory> _factories;
    private readonly ILogger _log;
    private readonly ModuleHost _modules;
    private CommandBuffer? _commands;
    private long _generation;

    /// <summary>A receiver with the kinds of modules that it can run.</summary>
    public ReceiverDaemon(DaemonContext context, ImmutableArray<ReceiverModuleFactory> factories)
    {
        _context = context;
        _factories = factories;
        _log = context.Loggers.CreateLogger<ReceiverDaemon>();
        _modules = new ModuleHost(context.Time, context.Meters, context.Loggers);
    }

    /// <inheritdoc />
    public DaemonRole Role => DaemonRole.Receiver;

    /// <inheritdoc />
    public string Name => _context.Name;

    /// <inheritdoc />
    public void Map(IDaemonRoutes routes)
    {
        routes.Map(Routes.Drain, (_, request, cancellationToken) => Commands.DrainAsync(request, cancellationToken));
        routes.Map(Routes.PutLinks, (_, request, _) => ValueTask.FromResult(TakeLinks(request)));
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

        _commands = new CommandBuffer($"receiver-{Name}", spool, _context.Time);
        return Task.CompletedTask;
    }

    /// <inheritdoc />
    public async Task RunAsync(CancellationToken stop)
    {
        foreach (var factory in _factories.Where(factory => factory.IsDefault))
        {
            AddModule(factory.Type, factory, ImmutableDictionary<string, string>.Empty);
        }

        await Task.Delay(Timeout.InfiniteTimeSpan, _context.Time, stop);
    }

    /// <inheritdoc />
    public Task StopAsync(CancellationToken deadline) => _modules.StopAsync(deadline);

    /// <inheritdoc />
    public void Describe(HeartbeatReply reply)
    {
        reply.Generation = Volatile.Read(ref _generation);
        var counters = Commands.Counters;
        reply.Gauges.Add(new Gauge { Name = "commands_received", Value = counters.Received });
        reply.Gauges.Add(new Gauge { Name = "commands_delivered", Value = counters.Delivered });
        reply.Gauges.Add(new Gauge { Name = "commands_refused", Value = counters.Refused });
        reply.Gauges.Add(new Gauge { Name = "commands_pending", Value = counters.Pending });
        var faults = _modules.Statuses.Where(module => module.Fault.Length > 0).Select(module => $"{module.Name}: {module.Fault}").ToList();
        reply.Health = Commands.Failure ?? (faults.Count == 0 ? "ok" : string.Join("; ", faults));
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        await _modules.DisposeAsync();
        _commands?.Dispose();
    }

    private CommandBuffer Commands => _commands ?? throw new InvalidOperationException("the receiver was not started");

    private PutLinksReply TakeLinks(PutLinksRequest request)
    {
        foreach (var module in request.Modules)
        {
            var factory = _factories.FirstOrDefault(candidate => candidate.Names.Contains(module.Type));
            if (factory is null)
            {
                LogUnknownModule(module.Name, module.Type);
            }
            else if (!factory.IsDefault)
            {
                AddModule(module.Name, factory, module.Properties);
            }
        }

        Volatile.Write(ref _generation, request.Generation);
        return new PutLinksReply { Ack = new Ack { Accepted = true } };
    }

    private void AddModule(string name, ReceiverModuleFactory factory, IReadOnlyDictionary<string, string> properties)
    {
        var context = ModuleContexts.Create(_context, name, factory.Type, properties, Commands);
        _modules.Add(name, () => factory.Create(context), ModuleHost.DefaultQueueBytes);
    }

    [LoggerMessage(5001, LogLevel.Warning, "Module {Name}: there is no module of type {Type}")]
    private partial void LogUnknownModule(string name, string type);

    [LoggerMessage(5002, LogLevel.Warning, "Command buffer: {Finding}")]
    private partial void LogSpoolFinding(string finding);
}
