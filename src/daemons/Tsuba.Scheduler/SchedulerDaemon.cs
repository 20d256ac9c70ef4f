using System.Collections.Concurrent;
using System.Globalization;
using Microsoft.Extensions.Logging;
using Tsuba.Engine;
using Tsuba.Hosting.Daemons;
using Tsuba.Hosting.Metrics;
using Tsuba.Hosting.Work;
using Tsuba.Journal.Files;
using Tsuba.Model.Items;
using Tsuba.Protocol.Contracts;
using Tsuba.Scheduler.Configuration;
using Tsuba.Scheduler.Core;
using Tsuba.Scheduler.Following;
using Tsuba.Scheduler.Parts;
using Tsuba.Scheduler.Work;

namespace Tsuba.Scheduler;

/// <summary>
/// The scheduler: owns parts, follows others. Everything it was given is on its disk, so after a restart it goes on checking
/// without the arbiter. Parts change hands under one lock; everything else reads the published tables.
/// </summary>
public sealed partial class SchedulerDaemon : IDaemon
{
    private static readonly TimeSpan MaintenancePeriod = TimeSpan.FromMilliseconds(100);

    private readonly DaemonContext _context;
    private readonly ILogger _log;
    private readonly IJournalFiles _files;
    private readonly MonotonicClock _clock;
    private readonly LeaseDesk _desk;
    private readonly ResultIntake _intake;
    private readonly ChunkStore _chunks;
    private readonly SchedulerCounters _counters;
    private readonly PartServices _services;
    private readonly ConcurrentDictionary<int, OwnedPart> _owned = new();
    private readonly ConcurrentDictionary<int, FollowedPart> _followed = new();
    private readonly ConcurrentDictionary<int, PartRecord> _records = new();
    private readonly ConcurrentDictionary<int, PartFault> _faults = new();
    private readonly ConcurrentDictionary<(int Part, string Reader), EventImage> _images = new();

    // Parts change hands one at a time; held over disk writes and over the start of a part.
    private readonly SemaphoreSlim _transition = new(1, 1);
    private readonly SemaphoreSlim _past = new(1, 1);
    private readonly TaskCompletionSource _fatal = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>A scheduler on the real disk.</summary>
    public SchedulerDaemon(DaemonContext context)
        : this(context, DiskFiles.Instance, SemanticsVersions.Known)
    {
    }

    internal SchedulerDaemon(DaemonContext context, IJournalFiles files, SemanticsRange knows)
    {
        _context = context;
        _files = files;
        _log = context.Loggers.CreateLogger<SchedulerDaemon>();
        _clock = new MonotonicClock(context.Time);
        _desk = new LeaseDesk(_clock);
        _chunks = new ChunkStore(files, Path.Combine(context.StateDirectory, "chunks"));
        var meter = context.Meters.Create(new System.Diagnostics.Metrics.MeterOptions("Tsuba.Scheduler"));
        _counters = new SchedulerCounters(meter);
        _intake = new ResultIntake(_desk, _counters, _clock);
        _services = new PartServices(
            new PartSettings { Knows = knows, History = HistoryLimits.Of(context.Settings, () => _records.Count) }, _desk, _chunks, new ConfigurationLoader(_chunks, context.LinkedParts), _clock, context.Time, _counters, _log);
        _linkFile = new LinkFile(Path.Combine(context.StateDirectory, "links"));
        _passive = new PassiveWorkers(context, this);
        Publish(meter);
        QueueMeters.Publish(context.Meters, "left", () => _leftSpool?.Counters);
        QueueMeters.Publish(context.Meters, "journal", () => _owned.Values.Sum(part => part.Journal.PendingBytes), () => 0);
    }

    /// <inheritdoc/>
    public DaemonRole Role => DaemonRole.Scheduler;

    /// <inheritdoc/>
    public string Name => _context.Name;

    /// <inheritdoc/>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        OpenLeft();
        foreach (var part in PartFiles.Parts(_context.StateDirectory))
        {
            cancellationToken.ThrowIfCancellationRequested();
            Restore(part);
        }

        ForgetChunks();
        if (_linkFile.Read() is { } links)
        {
            await LinkAsync(links);
        }
    }

    /// <inheritdoc/>
    public async Task RunAsync(CancellationToken stop)
    {
        using var timer = new PeriodicTimer(MaintenancePeriod, _context.Time);
        try
        {
            while (true)
            {
                var tick = timer.WaitForNextTickAsync(stop).AsTask();
                if (await Task.WhenAny(tick, _fatal.Task) == _fatal.Task)
                {
                    await _fatal.Task;
                }

                if (!await tick)
                {
                    return;
                }

                _desk.Expire();
                foreach (var part in _owned.Values)
                {
                    part.Gate.Check();
                }
            }
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // The normal end.
        }
        finally
        {
            await _passive.DisposeAsync();
        }
    }

    /// <inheritdoc/>
    public async Task StopAsync(CancellationToken deadline)
    {
        foreach (var (number, part) in _owned)
        {
            try
            {
                await part.StopAsync(withSnapshot: true, deadline);
            }
            catch (Exception exception) when (exception is not OperationCanceledException)
            {
                LogStopFault(number, exception);
            }
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        foreach (var copy in _followed.Values)
        {
            await copy.DisposeAsync();
        }

        foreach (var part in _owned.Values)
        {
            await part.DisposeAsync();
        }

        _followed.Clear();
        _owned.Clear();
        await _passive.DisposeAsync();
        _leftSpool?.Dispose();
        _passiveChange.Dispose();
        _transition.Dispose();
        _past.Dispose();
    }

    /// <inheritdoc/>
    public void Describe(HeartbeatReply reply)
    {
        reply.Links = Volatile.Read(ref _links);
        reply.OldestSemantics = _services.Settings.Knows.Oldest;
        reply.NewestSemantics = _services.Settings.Knows.Newest;
        foreach (var (_, part) in _owned.OrderBy(pair => pair.Key))
        {
            var facts = part.Facts;
            var (inputs, share) = part.Load.Read();
            reply.Generation = Math.Max(reply.Generation, facts.Generation);
            reply.Parts.Add(new ManagedPart
            {
                Stamp = facts.Stamp,
                Generation = facts.Generation,
                Owner = true,

                // A death between the record of the part and its first turn leaves it without a configuration: it is given it again.
                Active = facts.Generation > 0,
                Peer = part.Gate.Follower ?? "",
                Revision = _records.GetValueOrDefault(facts.Part.Value)?.Revision ?? 0,
                Durable = part.Journal.DurableSequence,
                FollowerDurable = part.Gate.FollowerDurable,
                Hosts = facts.Hosts,
                Services = facts.Services,
                Failing = part.Journal.Failure is not null,
                InputsPerSecond = inputs,
                TurnShare = share,
                Losses = _records.GetValueOrDefault(facts.Part.Value)?.Losses ?? 0,
                Semantics = facts.Semantics,
            });
            if (part.Journal.Failure is { } failure)
            {
                reply.Health = string.Create(CultureInfo.InvariantCulture, $"part {facts.Part}: journal: {failure}");
            }
        }

        foreach (var (_, copy) in _followed.OrderBy(pair => pair.Key))
        {
            reply.Parts.Add(new ManagedPart
            {
                Stamp = new PartStamp { Part = copy.Part.Value, Epoch = copy.Epoch.Packed },
                Peer = copy.Owner.Name,
                Revision = _records.GetValueOrDefault(copy.Part.Value)?.Revision ?? 0,
                Durable = copy.Durable,
                Semantics = copy.Semantics,
            });
        }

        foreach (var (part, fault) in _faults)
        {
            reply.Health = string.Create(CultureInfo.InvariantCulture, $"part {part}: {fault.Text}");
            if (Math.Max(fault.Semantics, fault.Leaving) is > 0 and var semantics && _records.GetValueOrDefault(part) is { Role: PartRole.Owner } record)
            {
                reply.Parts.Add(PartRules.Unopened(record, semantics));
            }
        }

        foreach (var (name, value) in Gauges())
        {
            reply.Gauges.Add(new Gauge { Name = name, Value = value });
        }
    }

    private IEnumerable<(string Name, double Value)> Gauges()
    {
        var leases = _desk.Counters;
        var (rate, latency) = _counters.Checks.Read(_clock.Milliseconds);
        yield return ("checks_per_second", rate);
        yield return ("check_latency_seconds", latency);
        yield return ("checks_waiting", leases.WaitingChecks);
        yield return ("checks_leased", leases.LeasedChecks);
        yield return ("actions_waiting", leases.WaitingActions);
        yield return ("actions_leased", leases.LeasedActions);
        yield return ("leases_reissued", leases.Reissued);
        yield return ("actions_retried", leases.Retried);
        yield return ("journal_pending_bytes", _owned.Values.Sum(part => (double)part.Journal.PendingBytes));
        yield return ("journal_stored_bytes", _owned.Values.Sum(part => (double)part.Journal.StoredBytes));
        yield return ("parts_owned", _owned.Count);
        yield return ("parts_followed", _followed.Count);
        yield return ("parts_unprotected", _owned.Values.Count(part => part.Gate.FollowerDurable == 0));
        yield return ("parts_of_unknown_semantics", _faults.Values.Count(fault => fault.Semantics > 0));
        yield return ("commands_left_pending", _leftSpool?.Counters.Pending ?? 0);
        yield return ("follower_losses", _owned.Values.Sum(part => (double)part.Gate.Losses));
    }

    private void Publish(System.Diagnostics.Metrics.Meter meter)
    {
        foreach (var (name, _) in Gauges())
        {
            meter.CreateObservableGauge("tsuba_scheduler_" + name, () => Gauges().First(gauge => gauge.Name == name).Value);
        }
    }
}
