using System.Collections.Immutable;
using Tsuba.Execution.Plugins;
using Tsuba.Model.Items;

namespace Tsuba.Execution.Work;

/// <summary>
/// What a worker decides, without clock, thread or I/O: which leased jobs it starts, which it refuses, and when which results go
/// where. It refuses jobs of an epoch lower than the highest seen for their part, runs no job twice that it still knows, and keeps
/// every result until its source has acknowledged it.
/// </summary>
public sealed partial class WorkCore
{
    private readonly WorkCoreOptions _options;
    private readonly Dictionary<string, SourceQueue> _sources = new(StringComparer.Ordinal);
    private readonly Dictionary<PartId, Epoch> _epochs;
    private readonly Dictionary<PartId, string> _owners = [];
    private readonly Queue<WorkItem> _waiting = new();
    private readonly Dictionary<(PartId Part, ulong Id), Job> _jobs = [];
    private readonly Queue<(PartId Part, ulong Id)> _remembered = new();

    private int _slots;
    private int _running;
    private int _kept;
    private long _keptBytes;
    private bool _stopping;
    private long _batches;
    private long _leased;
    private long _repeated;
    private long _staleJobs;
    private long _finished;
    private long _acknowledged;
    private long _droppedResults;
    private long _failedBatches;

    /// <summary>A core without links.</summary>
    public WorkCore(WorkCoreOptions options)
    {
        _options = options;
        _epochs = new Dictionary<PartId, Epoch>(options.Epochs);
        Recover(options.Recorded);
    }

    /// <summary>How many more jobs to lease: free slots, none while too many results wait for their acknowledgement.</summary>
    public int Capacity => _stopping || _keptBytes >= _options.MaxKeptBytes ? 0 : Math.Max(0, _slots - _running - _waiting.Count);

    /// <summary>Whether nothing runs, no result that could be sent is unacknowledged, and nothing is to be recorded.</summary>
    public bool IsIdle => _running == 0 && _kept == 0 && _unwritten.Count == 0 && _writing.IsEmpty;

    /// <summary>Jobs started and not ended.</summary>
    public int Running => _running;

    /// <summary>Its figures.</summary>
    public WorkCounters Counters => new(
        _slots, _running, _waiting.Count, _kept, _keptBytes, _leased, _repeated, _staleJobs, _finished, _acknowledged,
        _droppedResults, _failedBatches, _interruptedBefore, _unrecorded);

    /// <summary>One input.</summary>
    /// <param name="input">What happened.</param>
    /// <param name="now">Time on a clock that never goes back.</param>
    /// <param name="outputs">What is to be done is added here.</param>
    /// <returns>When to call again with <see cref="WorkInput.TimePassed"/> if nothing else happens; null: no need.</returns>
    public TimeSpan? Step(WorkInput input, TimeSpan now, ICollection<WorkOutput> outputs)
    {
        switch (input)
        {
            case WorkInput.LinksChanged links:
                OnLinks(links, now, outputs);
                break;
            case WorkInput.Leased leased:
                foreach (var item in leased.Items)
                {
                    Take(item, now, outputs);
                }

                break;
            case WorkInput.Finished finished:
                OnFinished(finished.Item, finished.Outcome, now);
                break;
            case WorkInput.Answered answered:
                OnAnswered(answered, now);
                break;
            case WorkInput.Failed failed:
                OnFailed(failed, now);
                break;
            case WorkInput.Recorded recorded:
                OnRecorded(recorded, now, outputs);
                break;
            case WorkInput.Stopping:
                _stopping = true;
                _waiting.Clear();
                break;
        }

        StartWaiting(outputs);
        var next = SendDue(now, outputs);
        WriteNext(outputs);
        return next;
    }

    private void OnLinks(WorkInput.LinksChanged links, TimeSpan now, ICollection<WorkOutput> outputs)
    {
        _slots = Math.Max(1, links.Slots);
        _owners.Clear();
        foreach (var part in links.Parts)
        {
            Raise(part.Part, part.Epoch, part.Source, now, outputs);
        }

        foreach (var name in links.Sources)
        {
            Source(name, now).IsLinked = true;
        }

        foreach (var source in _sources.Values)
        {
            if (source.IsLinked && !links.Sources.Contains(source.Name))
            {
                source.IsLinked = false;
                source.UnlinkedSince = now;
            }
        }

        QueueRecovered(now);
        foreach (var source in _sources.Values.Where(static source => !source.IsLinked).ToArray())
        {
            // Its part may have a known owner now; otherwise the results wait for the source to come back.
            foreach (var result in source.TakeAll())
            {
                Queue(result, now);
            }
        }
    }

    /// <summary>Whether the epoch is not over; the highest of each part is stored.</summary>
    private bool Raise(PartId part, Epoch epoch, string owner, TimeSpan now, ICollection<WorkOutput> outputs)
    {
        var highest = _epochs.GetValueOrDefault(part);
        if (epoch < highest)
        {
            return false;
        }

        _owners[part] = owner;
        if (epoch > highest)
        {
            _epochs[part] = epoch;
            outputs.Add(new WorkOutput.KeepEpoch(part, epoch));
            TellAgain(part, now);
        }

        return true;
    }

    private void Take(WorkItem item, TimeSpan now, ICollection<WorkOutput> outputs)
    {
        if (!Raise(item.Part, item.Epoch, item.Source, now, outputs))
        {
            _staleJobs++;
            return;
        }

        var key = (item.Part, item.Id);
        if (_jobs.TryGetValue(key, out var known))
        {
            // The lease ran out, or the part changed hands: the result goes under the newest stamp to the newest lessor.
            _repeated++;
            known.Item = item;
            if (known is { State: JobState.Acknowledged, Outcome: { } outcome })
            {
                known.State = JobState.Kept;
                Keep(new WorkResult(item, outcome), now);
            }

            return;
        }

        if (_stopping)
        {
            return;
        }

        _leased++;
        _jobs.Add(key, new Job(item));
        _waiting.Enqueue(item);
    }

    private void StartWaiting(ICollection<WorkOutput> outputs)
    {
        while (_running < _slots && _waiting.TryDequeue(out var item))
        {
            var key = (item.Part, item.Id);
            if (_jobs.TryGetValue(key, out var job) && job.Item.Epoch < _epochs.GetValueOrDefault(item.Part))
            {
                _staleJobs++;
                _jobs.Remove(key);
                continue;
            }

            _running++;
            if (IsRecorded(item))
            {
                RecordStart(item);
            }
            else
            {
                outputs.Add(new WorkOutput.Start(item));
            }
        }
    }

    private void OnFinished(WorkItem item, PluginResult outcome, TimeSpan now)
    {
        _running--;
        _finished++;
        var job = _jobs[(item.Part, item.Id)];
        job.State = JobState.Kept;
        job.Outcome = outcome;
        var result = new WorkResult(job.Item, outcome);
        if (IsRecorded(job.Item))
        {
            Count(result);
            RecordEnd(result);
        }
        else
        {
            Keep(result, now);
        }
    }

    private enum JobState
    {
        /// <summary>Waits for a slot or runs.</summary>
        Open,

        /// <summary>Ended; its result is not acknowledged.</summary>
        Kept,

        /// <summary>Its result was taken; it is remembered for a while.</summary>
        Acknowledged,
    }

    private sealed class Job(WorkItem item)
    {
        internal WorkItem Item { get; set; } = item;

        internal JobState State { get; set; }

        internal PluginResult? Outcome { get; set; }

        /// <summary>When its result was taken, or given up.</summary>
        internal TimeSpan SettledAt { get; set; }
    }
}
