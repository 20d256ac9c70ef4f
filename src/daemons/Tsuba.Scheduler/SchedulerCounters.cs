using System.Diagnostics.Metrics;
using Tsuba.Scheduler.Work;

namespace Tsuba.Scheduler;

/// <summary>What happened since the start, and the meters that show it.</summary>
internal sealed class SchedulerCounters
{
    private readonly Counter<long> _applied;
    private readonly Counter<long> _duplicate;
    private readonly Counter<long> _notStarted;
    private readonly Counter<long> _refused;
    private readonly Counter<long> _left;
    private readonly Counter<long> _commands;
    private readonly Counter<long> _turns;
    private readonly Counter<long> _events;
    private readonly Counter<long> _journalBytes;
    private readonly Counter<long> _snapshots;
    private readonly Counter<long> _snapshotFailures;
    private readonly Counter<long> _full;
    private readonly Counter<long> _damaged;

    public SchedulerCounters(Meter meter)
    {
        Shared = new SharedCounters(meter);
        _applied = meter.CreateCounter<long>("tsuba_scheduler_results_total", description: "Results of workers taken in.");
        _duplicate = meter.CreateCounter<long>(
            "tsuba_scheduler_duplicate_results_total", description: "Results of work that was done or cancelled before.");
        _notStarted = meter.CreateCounter<long>(
            "tsuba_scheduler_actions_not_started_total", description: "Actions whose command could not be started, and that are tried again.");
        _refused = meter.CreateCounter<long>(
            "tsuba_scheduler_refused_results_total", description: "Results of an old epoch or of a part that is not here.");
        _left = meter.CreateCounter<long>(
            "tsuba_scheduler_commands_left_total", description: "Commands and passive results that were handed over to the heir of a part.");
        _commands = meter.CreateCounter<long>("tsuba_scheduler_commands_total", description: "External commands taken in.");
        _turns = meter.CreateCounter<long>("tsuba_scheduler_turns_total", description: "Turns of all parts.");
        _events = meter.CreateCounter<long>("tsuba_scheduler_events_total", description: "Events written to frames.");
        _journalBytes = meter.CreateCounter<long>("tsuba_scheduler_journal_bytes_total", description: "Bytes appended to journals.");
        _snapshots = meter.CreateCounter<long>("tsuba_scheduler_snapshots_total", description: "Snapshots written.");
        _snapshotFailures = meter.CreateCounter<long>(
            "tsuba_scheduler_snapshot_failures_total", description: "Snapshots that could not be written.");
        _damaged = meter.CreateCounter<long>(
            "tsuba_scheduler_damaged_parts_total", description: "Times a part went on with damaged files, since nobody else had more.");
        _full = meter.CreateCounter<long>(
            "tsuba_scheduler_full_refusals_total", description: "Messages refused because a part's queue was full.");
    }

    /// <summary>The same for those who know no roles.</summary>
    public SharedCounters Shared { get; }

    /// <summary>Check results and their latency (start minus plan) in seconds.</summary>
    public RateWindow Checks { get; } = new();

    public void Applied(long count) => _applied.Add(count);

    public void Duplicate(long count) => _duplicate.Add(count);

    /// <summary>An action's command could not be started; not known: it had been leased to somebody else, or done.</summary>
    public void NotStarted(bool isKnown) => (isKnown ? _notStarted : _duplicate).Add(1);

    public void Refused(long count) => _refused.Add(count);

    /// <summary>Commands that were kept for the heir of a part.</summary>
    public void Left(long count) => _left.Add(count);

    public void Commands(long count) => _commands.Add(count);

    /// <summary>A part goes on with what its damaged files have left.</summary>
    public void WentOnDamaged() => _damaged.Add(1);

    public void Full() => _full.Add(1);

    public void Snapshot(bool written) => (written ? _snapshots : _snapshotFailures).Add(1);

    public void Journal(int bytes) => _journalBytes.Add(bytes);

    public void Turn(int events)
    {
        _turns.Add(1);
        _events.Add(events);
    }
}
