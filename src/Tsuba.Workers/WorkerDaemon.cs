using System.Collections.Immutable;
using Microsoft.Extensions.Logging;
using Tsuba.Execution.Plugins;
using Tsuba.Execution.Users;
using Tsuba.Execution.Work;
using Tsuba.Hosting.Daemons;
using Tsuba.Hosting.Routing;
using Tsuba.Hosting.Work;
using Tsuba.Model.Items;
using Tsuba.Protocol;
using Tsuba.Protocol.Contracts;

namespace Tsuba.Workers;

/// <summary>
/// What poller and reactionner have in common: they lease jobs from their schedulers, run them as processes, and keep each result until
/// its scheduler has it. They go on with their job while the arbiter is away, and after a restart too, with the links that they had.
/// </summary>
public abstract partial class WorkerDaemon : IDaemon
{
    private readonly DaemonContext _context;
    private readonly WorkerKind _kind;
    private readonly ILogger _logger;
    private readonly SchedulerCalls _calls;
    private readonly PassiveCalls _passive;
    private readonly NoEvents _events;
    private readonly LinkFile _linkFile;
    private readonly EpochFile _epochs;
    private readonly IWorkRecord? _record;
    private readonly WorkLoop _loop;
    private readonly ProcessWorkers _processes;
    private readonly Lock _linksLock = new();
    private ImmutableArray<SchedulerSource> _sources = [];
    private long _generation;

    /// <summary>A worker that runs processes.</summary>
    /// <param name="context">What a daemon is given.</param>
    /// <param name="kind">The words of its role.</param>
    /// <param name="core">Settings of its decisions, by the seed that spreads the retries of many workers.</param>
    /// <param name="record">Where it writes down what it must not do twice; owned from now on. Null: it may do everything twice.</param>
    protected WorkerDaemon(DaemonContext context, WorkerKind kind, Func<ulong, WorkCoreOptions> core, IWorkRecord? record)
    {
        _context = context;
        _kind = kind;
        _logger = context.Loggers.CreateLogger(GetType());
        _calls = new SchedulerCalls(context);
        _passive = new PassiveCalls(context);
        _events = new NoEvents(context.Time);
        _linkFile = new LinkFile(Path.Combine(context.StateDirectory, "links"));
        _epochs = EpochFile.Open(Path.Combine(context.StateDirectory, "epochs"));
        _processes = Processes(context);
        _record = record;
        _loop = new WorkLoop(
            new WorkLoopOptions { Core = core(WorkSeed.Of(context.Name, context.Run)) }, context.Time, _epochs, record, [_processes]);
        WorkerMeters.Publish(context, kind, _loop, _processes);
    }

    /// <inheritdoc />
    public DaemonRole Role => _context.Role;

    /// <inheritdoc />
    public string Name => _context.Name;

    /// <inheritdoc />
    public void Map(IDaemonRoutes routes)
    {
        _passive.Map(routes);
        routes.Map(Routes.PutLinks, (_, request, _) => ValueTask.FromResult(TakeLinks(request)));
        routes.Map(Routes.ReadEvents, (_, request, cancellationToken) => _events.AnswerAsync(request, cancellationToken));
    }

    /// <inheritdoc />
    public Task StartAsync(CancellationToken cancellationToken)
    {
        if (_epochs.Finding is { } finding)
        {
            LogEpochsDamaged(finding);
        }

        if (_linkFile.Read() is { } links)
        {
            Link(links);
        }

        return Task.CompletedTask;
    }

    /// <inheritdoc />
    public Task RunAsync(CancellationToken stop) => _loop.RunAsync(stop);

    /// <inheritdoc />
    public Task StopAsync(CancellationToken deadline) => Task.CompletedTask;

    /// <inheritdoc />
    public void Describe(HeartbeatReply reply)
    {
        var work = _loop.Counters;
        reply.Generation = Volatile.Read(ref _generation);
        reply.Health = _epochs.Fault ?? _record?.Fault ?? "ok";
        reply.Gauges.Add(new Gauge { Name = "slots", Value = work.Slots });
        reply.Gauges.Add(new Gauge { Name = "running", Value = work.Running });
        reply.Gauges.Add(new Gauge { Name = "results_kept", Value = work.Kept });
        reply.Gauges.Add(new Gauge { Name = _kind.Jobs.ToLowerInvariant() + "_done", Value = work.Finished });
        reply.Gauges.Add(new Gauge { Name = "timed_out", Value = _processes.Counters.TimedOut });
        if (_record is not null)
        {
            reply.Gauges.Add(new Gauge { Name = "repeated", Value = work.Repeated });
            reply.Gauges.Add(new Gauge { Name = "interrupted", Value = work.Interrupted });
            reply.Gauges.Add(new Gauge { Name = "unrecorded", Value = work.Unrecorded });
        }
    }

    /// <inheritdoc />
    public ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        return _loop.DisposeAsync();
    }

    private static ProcessWorkers Processes(DaemonContext context)
    {
        var user = context.Settings.GetValueOrDefault("plugins_as_root") == "1" ? null : PluginUser.Default();
        return new ProcessWorkers(
            new PluginRunnerOptions
            {
                MaxConcurrent = PluginRunnerOptions.MostByDescriptors(),
                User = user,
                Environment = PluginRunnerOptions.CleanEnvironment(user),
            },
            context.Time);
    }

    private PutLinksReply TakeLinks(PutLinksRequest request)
    {
        lock (_linksLock)
        {
            if (request.Generation < _generation)
            {
                var refusal = $"generation {request.Generation} is older than {_generation}, which this {_kind.Word} works with";
                return new PutLinksReply { Ack = new Ack { Reason = RefusalReason.Invalid, Refusal = refusal } };
            }

            Link(request);
            if (!_linkFile.TryWrite(request))
            {
                LogLinksNotKept(_context.StateDirectory);
            }
        }

        return new PutLinksReply { Ack = new Ack { Accepted = true } };
    }

    private void Link(PutLinksRequest request)
    {
        var links = WorkLinks.From(request);
        var (known, tags) = (_sources, links.Settings.Tags);
        _passive.Link(links.Settings.IsPassive ? links.Schedulers : []);
        ISchedulerCalls calls = links.Settings.IsPassive ? _passive : _calls;
        _sources =
        [
            .. links.Schedulers.Select(scheduler =>
                known.FirstOrDefault(source => source.Address == scheduler && source.Calls == calls && source.Tags.SequenceEqual(tags))
                ?? new SchedulerSource(scheduler, calls, tags, [.. _loop.ModuleTypes])),
        ];
        _loop.Link(
            [.. _sources],
            [.. links.Owners.Select(static owner => new PartOwnership(owner.Part, owner.Epoch, owner.Scheduler))],
            links.Settings.Slots(Environment.ProcessorCount));
        if (Volatile.Read(ref _generation) != links.Generation)
        {
            LogLinked(links.Generation, links.Schedulers.Length, links.Owners.Length);
        }

        Volatile.Write(ref _generation, links.Generation);
    }

    [LoggerMessage(3001, LogLevel.Information, "Works with generation {Generation}: schedulers {Schedulers}, parts {Parts}")]
    private partial void LogLinked(long generation, int schedulers, int parts);

    [LoggerMessage(3003, LogLevel.Warning, "{Finding}; the epochs of parts are heard again with the links")]
    private partial void LogEpochsDamaged(string finding);

    [LoggerMessage(3002, LogLevel.Warning, "The links cannot be kept in {Directory}; a restart will wait for the arbiter")]
    private partial void LogLinksNotKept(string directory);
}
