using System.Collections.Concurrent;
using System.Collections.Immutable;
using Microsoft.Extensions.Logging;
using Tsuba.Broker.Core;
using Tsuba.Broker.Explaining;
using Tsuba.Broker.Forecasting;
using Tsuba.Broker.Modules;
using Tsuba.Broker.Reading;
using Tsuba.Hosting.Commands;
using Tsuba.Hosting.Daemons;
using Tsuba.Hosting.Metrics;
using Tsuba.Hosting.Modules;
using Tsuba.Hosting.Routing;
using Tsuba.Hosting.Work;
using Tsuba.Journal.Files;
using Tsuba.Journal.Spooling;
using Tsuba.LiveState;
using Tsuba.Model.Items;
using Tsuba.Model.Snapshots;
using Tsuba.Modules;
using Tsuba.Protocol;
using Tsuba.Protocol.Contracts;

namespace Tsuba.Broker;

/// <summary>
/// The broker: reads the events of all parts, keeps the live tables, gives events to its modules, and keeps the commands that
/// people give through them until the arbiter has them.
/// </summary>
public sealed partial class BrokerDaemon : IDaemon, IEventFeed
{
    private static readonly TimeSpan ModuleRestart = TimeSpan.FromSeconds(20);

    private readonly DaemonContext _context;
    private readonly ImmutableArray<BrokerModuleFactory> _factories;
    private readonly Func<LiveTables, string, CancellationToken, Task<(int Status, byte[] Body)>> _query;
    private readonly Func<LiveTables, AvailabilityRequest, CancellationToken, Task<AvailabilityReply>> _reports;
    private readonly ILogger _log;
    private readonly LiveTables _tables = new();
    private readonly Lock _tablesLock = new();
    private readonly ModuleHost _modules;
    private readonly ExplainRelay _explanations;
    private readonly ForecastRelay _forecasts;
    private readonly LinkFile _linkFile;
    private readonly CursorFile _cursorFile;
    private volatile string? _cursorFailure;
    private readonly Dictionary<int, (PartOwnership Owner, PartCursor Cursor, CancellationTokenSource Stop, Task Loop)> _readers = [];
    private readonly ConcurrentDictionary<int, EventPosition> _offered = new();
    private readonly SemaphoreSlim _linksGate = new(1, 1);
    private CommandBuffer? _commands;
    private volatile BrokerLinks _links = BrokerLinks.None;
    private ImmutableHashSet<string> _configured = [];
    private readonly CancellationTokenSource _stopping = new();

    /// <summary>A broker with the kinds of modules that it can run.</summary>
    /// <param name="context">What every daemon is given.</param>
    /// <param name="factories">Kinds of modules.</param>
    /// <param name="query">Answers a Livestatus query of an operator.</param>
    /// <param name="reports">Answers what an operator asks about availability.</param>
    public BrokerDaemon(
        DaemonContext context,
        ImmutableArray<BrokerModuleFactory> factories,
        Func<LiveTables, string, CancellationToken, Task<(int Status, byte[] Body)>> query,
        Func<LiveTables, AvailabilityRequest, CancellationToken, Task<AvailabilityReply>> reports)
    {
        _context = context;
        _factories = factories;
        _query = query;
        _reports = reports;
        _log = context.Loggers.CreateLogger<BrokerDaemon>();
        _modules = new ModuleHost(context.Time, context.Meters, context.Loggers);
        QueueMeters.Publish(context.Meters, "commands", () => _commands?.Counters);
        _explanations = new ExplainRelay(_tables, () => _links, context.Peers);
        _forecasts = new ForecastRelay(() => _links, context.Peers);
        _linkFile = new LinkFile(Path.Combine(context.StateDirectory, "links"));
        _cursorFile = new CursorFile(Path.Combine(context.StateDirectory, "cursors"));
    }

    /// <inheritdoc />
    public DaemonRole Role => DaemonRole.Broker;

    /// <inheritdoc />
    public string Name => _context.Name;

    /// <inheritdoc />
    public void Map(IDaemonRoutes routes)
    {
        routes.Map(Routes.PutLinks, PutLinksAsync);
        routes.Map(Routes.PutSite, (_, request, _) => ValueTask.FromResult(TakeSite(request)));
        routes.Map(Routes.Drain, (_, request, cancellationToken) => Commands.DrainAsync(request, cancellationToken));
        routes.Map(Routes.Explain, async (_, request, cancellationToken) => await _explanations.AskAsync(request, cancellationToken));
        routes.Map(Routes.Availability, async (_, request, cancellationToken) => await _reports(_tables, request, cancellationToken));
        routes.Map(Routes.Forecast, async (_, request, cancellationToken) => await _forecasts.AskAsync(request, cancellationToken));
        routes.Map(Routes.Query, async (_, request, cancellationToken) => await AnswerAsync(request, cancellationToken));
    }

    /// <inheritdoc />
    public Task StartAsync(CancellationToken cancellationToken)
    {
        // Numbers grow even over the loss of the state directory; else every command would be taken for one that was seen before.
        var options = new SpoolOptions { FirstSequence = (ulong)_context.Time.GetUtcNow().ToUnixTimeMilliseconds() };
        var spool = Spool.Open(DiskFiles.Instance, Path.Combine(_context.StateDirectory, "commands"), options);
        _commands = new CommandBuffer($"broker-{Name}", spool, _context.Time) { Refused = new RefusalLog(_context.Loggers, _context.Time).Write };
        foreach (var finding in spool.Findings)
        {
            LogSpoolFinding(finding.ToString());
        }

        foreach (var (part, cursor) in _cursorFile.Read())
        {
            _offered[part] = cursor;
        }

        return Task.CompletedTask;
    }

    /// <inheritdoc />
    public async Task RunAsync(CancellationToken stop)
    {
        if (_linkFile.Read() is { } remembered)
        {
            await TakeLinksAsync(remembered, stop);
        }
        else
        {
            await _linksGate.WaitAsync(stop);
            try
            {
                if (_links == BrokerLinks.None)
                {
                    await SetDefaultModulesAsync([]);
                }
            }
            finally
            {
                _linksGate.Release();
            }
        }

        await SaveCursorsAsync(stop);
    }

    /// <inheritdoc />
    public async Task StopAsync(CancellationToken deadline)
    {
        await _stopping.CancelAsync();
        foreach (var (_, reader) in _readers)
        {
            await reader.Loop.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            reader.Stop.Dispose();
        }

        await _modules.StopAsync(deadline);
        if (_modules.Statuses.All(module => module.Pending == 0))
        {
            KeepCursors(_offered.ToImmutableSortedDictionary());
        }
    }

    /// <inheritdoc />
    public void Describe(HeartbeatReply reply)
    {
        reply.Generation = _links.Generation;
        var site = _tables.Site;
        reply.Gauges.Add(new Gauge { Name = "hosts", Value = site.Hosts.Length });
        reply.Gauges.Add(new Gauge { Name = "services", Value = site.Services.Length });
        reply.Gauges.Add(new Gauge { Name = "commands_pending", Value = Commands.Counters.Pending });
        var faults = _modules.Statuses.Where(module => module.Fault.Length > 0).Select(module => $"{module.Name}: {module.Fault}").ToList();
        reply.Health = Commands.Failure ?? _cursorFailure ?? (faults.Count == 0 ? "ok" : string.Join("; ", faults));
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        await _modules.DisposeAsync();
        _commands?.Dispose();
        _linksGate.Dispose();
        _stopping.Dispose();
    }

    /// <inheritdoc />
    public void Definitions(int part, ConfigurationSnapshot snapshot)
    {
        using var work = _context.BulkWork?.Begin();
        lock (_tablesLock)
        {
            _tables.SetDefinitions(part, snapshot);
        }
    }

    /// <inheritdoc />
    public void Image(PartStamp stamp, PartImage image)
    {
        using var work = _context.BulkWork?.Begin();
        lock (_tablesLock)
        {
            _tables.ApplyImage(stamp, image.Frames, image.NextSequence);
        }
    }

    /// <inheritdoc />
    public ValueTask FramesAsync(PartStamp stamp, ImmutableArray<EventFrame> frames, EventPosition next, CancellationToken cancellationToken)
    {
        lock (_tablesLock)
        {
            foreach (var frame in frames)
            {
                _tables.Apply(stamp, frame);
            }
        }

        _modules.Offer(stamp, frames);
        _offered[stamp.Part] = next;
        return ValueTask.CompletedTask;
    }

    private CommandBuffer Commands => _commands ?? throw new InvalidOperationException("the broker was not started");

    private async ValueTask<PutLinksReply> PutLinksAsync(Caller caller, PutLinksRequest request, CancellationToken cancellationToken)
    {
        if (!_linkFile.TryWrite(request))
        {
            LogLinksNotKept();
        }

        await TakeLinksAsync(request, cancellationToken);
        return new PutLinksReply { Ack = new Ack { Accepted = true } };
    }

    private async Task TakeLinksAsync(PutLinksRequest request, CancellationToken cancellationToken)
    {
        var links = BrokerLinks.From(request);
        await _linksGate.WaitAsync(cancellationToken);
        try
        {
            // Before anything is read: what is read is offered to the modules that are there.
            await SetDefaultModulesAsync(request.Modules);
            await SetConfiguredModulesAsync(request.Modules);

            foreach (var part in _readers.Keys.Where(part => !links.Parts.TryGetValue(part, out var owner) || owner != _readers[part].Owner).ToList())
            {
                var reader = _readers[part];
                await reader.Stop.CancelAsync();
                await reader.Loop.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                reader.Stop.Dispose();
                reader.Cursor.Restart();
                _offered[part] = reader.Cursor.Position;
                _readers.Remove(part);
                if (!links.Parts.ContainsKey(part))
                {
                    _offered.TryRemove(part, out _);
                    lock (_tablesLock)
                    {
                        _tables.Forget(part);
                    }
                }
            }

            foreach (var (part, owner) in links.Parts.Where(entry => !_readers.ContainsKey(entry.Key)))
            {
                var cursor = new PartCursor(part, _offered.GetValueOrDefault(part));
                var stop = CancellationTokenSource.CreateLinkedTokenSource(_stopping.Token);
                var reader = new PartReader(Name, owner, cursor, _context.Peers, _context.LinkedParts, this, _context.Time, _context.Loggers.CreateLogger<PartReader>());
                _readers[part] = (owner, cursor, stop, reader.RunAsync(stop.Token));
            }

            _links = links;
        }
        finally
        {
            _linksGate.Release();
        }
    }

    private async Task SetConfiguredModulesAsync(IReadOnlyList<ModuleSettings> configured)
    {
        using var deadline = new CancellationTokenSource(ModuleRestart, _context.Time);
        var wanted = new HashSet<string>(StringComparer.Ordinal);
        foreach (var module in configured)
        {
            var factory = ModuleTypeNames.Map(module.Type) is { } type
                ? _factories.FirstOrDefault(candidate => string.Equals(candidate.Type, type, StringComparison.Ordinal))
                : null;
            if (factory is null)
            {
                LogUnknownModule(module.Name, module.Type);
            }
            else if (!factory.IsDefault)
            {
                wanted.Add(module.Name);
                var context = ContextOf(module.Name, factory, module.Properties);
                await _modules.SetAsync(module.Name, module.Properties, () => factory.Create(context, _tables), ModuleHost.DefaultQueueBytes, deadline.Token);
            }
        }

        foreach (var name in _configured.Except(wanted))
        {
            await _modules.RemoveAsync(name, deadline.Token);
        }

        _configured = [.. wanted];
    }

    // Those that run anyway take the properties of the first definition that names their kind.
    private async Task SetDefaultModulesAsync(IReadOnlyList<ModuleSettings> configured)
    {
        foreach (var factory in _factories.Where(factory => factory.IsDefault))
        {
            IReadOnlyDictionary<string, string> properties =
                configured.FirstOrDefault(module => string.Equals(ModuleTypeNames.Map(module.Type), factory.Type, StringComparison.Ordinal))?.Properties.ToImmutableDictionary()
                ?? ImmutableDictionary<string, string>.Empty;
            using var deadline = new CancellationTokenSource(ModuleRestart, _context.Time);
            var context = ContextOf(factory.Type, factory, properties);
            await _modules.SetAsync(factory.Type, properties, () => factory.Create(context, _tables), ModuleHost.DefaultQueueBytes, deadline.Token);
        }
    }

    private ModuleContext ContextOf(string name, BrokerModuleFactory factory, IReadOnlyDictionary<string, string> properties) =>
        ModuleContexts.Create(_context, name, factory.Type, properties, Commands) with { Explain = _explanations.AskAsync };

    private PutSiteReply TakeSite(PutSiteRequest request)
    {
        if (request.Site is not { } site)
        {
            return new PutSiteReply { Ack = new Ack { Refusal = "there is no site in the message" } };
        }

        lock (_tablesLock)
        {
            _tables.Take(site);
        }

        return new PutSiteReply { Ack = new Ack { Accepted = true } };
    }

    private async Task<QueryReply> AnswerAsync(QueryRequest request, CancellationToken cancellationToken)
    {
        var (status, body) = await _query(_tables, request.Text, cancellationToken);
        return new QueryReply { Status = status, Body = Google.Protobuf.ByteString.CopyFrom(body) };
    }

    [LoggerMessage(6012, LogLevel.Warning, "How far the modules have kept events is not on the disk; they come again after a restart: {Reason}")]
    private partial void LogCursorsNotKept(string reason);

    [LoggerMessage(6013, LogLevel.Warning, "The links could not be kept on disk: after a restart this broker waits for the arbiter to name owners")]
    private partial void LogLinksNotKept();

    [LoggerMessage(6010, LogLevel.Warning, "Module {Name}: there is no module of type {Type}")]
    private partial void LogUnknownModule(string name, string type);

    [LoggerMessage(6011, LogLevel.Warning, "Command buffer: {Finding}")]
    private partial void LogSpoolFinding(string finding);
}
