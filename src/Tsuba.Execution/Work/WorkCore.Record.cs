using System.Collections.Immutable;
using Tsuba.Model.Items;

namespace Tsuba.Execution.Work;

/// <content>
/// Jobs that must not be done twice. One starts only when its start is recorded, and its result leaves only when it is recorded too. One batch of
/// entries is written at a time; what comes up meanwhile goes into the next.
/// </content>
public sealed partial class WorkCore
{
    /// <summary>Set to 1 for a command that an earlier run of this worker may have carried out, under the same id.</summary>
    public const string CopyVariable = "TSUBA_ACTION_COPY";

    private readonly HashSet<(PartId Part, ulong Id)> _interrupted = [];
    private readonly List<WorkResult> _recovered = [];
    private List<WorkEntry> _unwritten = [];
    private ImmutableArray<WorkEntry> _writing = [];
    private long _writes;
    private long _interruptedBefore;
    private long _unrecorded;

    private bool IsRecorded(WorkItem item) => _options.Records && item.IsOnce;

    private void Recover(IEnumerable<RecordedWork> works)
    {
        foreach (var work in works)
        {
            var key = (work.Item.Part, work.Item.Id);
            if (work.Result is not { } result)
            {
                _interrupted.Add(key);
                continue;
            }

            _jobs[key] = new Job(work.Item)
            {
                State = work.IsSettled ? JobState.Acknowledged : JobState.Kept,
                Outcome = result.Outcome,
            };
            if (work.IsSettled)
            {
                _remembered.Enqueue(key);
            }
            else
            {
                // Whose they are is known with the first links.
                Count(result);
                _recovered.Add(result);
            }
        }

        _interruptedBefore = _interrupted.Count;
    }

    /// <summary>Records the start; the job begins when that is written.</summary>
    private void RecordStart(WorkItem item) => _unwritten.Add(new WorkEntry.Started(item));

    /// <summary>Records the result; it is sent when that is written.</summary>
    private void RecordEnd(WorkResult result) => _unwritten.Add(new WorkEntry.Ended(result));

    private void RecordSettled((PartId Part, ulong Id) key, bool forgets) =>
        _unwritten.Add(new WorkEntry.Settled(key.Part, key.Id, forgets));

    private void OnRecorded(WorkInput.Recorded recorded, TimeSpan now, ICollection<WorkOutput> outputs)
    {
        if (recorded.Number != _writes)
        {
            return;
        }

        var written = _writing;
        _writing = [];
        _unrecorded += recorded.IsDurable ? 0 : written.Length;
        foreach (var entry in written)
        {
            switch (entry)
            {
                case WorkEntry.Started started:
                    Begin(started.Item, outputs);
                    break;
                case WorkEntry.Ended ended:
                    Queue(ended.Result, now);
                    break;
            }
        }
    }

    private void Begin(WorkItem item, ICollection<WorkOutput> outputs)
    {
        var key = (item.Part, item.Id);
        if (_stopping || _jobs[key].Item.Epoch < _epochs.GetValueOrDefault(item.Part))
        {
            _staleJobs += _stopping ? 0 : 1;
            _running--;
            _jobs.Remove(key);
            RecordSettled(key, forgets: true);
            return;
        }

        outputs.Add(new WorkOutput.Start(_interrupted.Remove(key) ? AsCopy(item) : item));
    }

    private static WorkItem AsCopy(WorkItem item)
    {
        var invocation = item.Request.Invocation;
        return item with
        {
            Request = item.Request with
            {
                Invocation = invocation with { Environment = invocation.Environment.Add(new(CopyVariable, "1")) },
            },
        };
    }

    private void QueueRecovered(TimeSpan now)
    {
        foreach (var result in _recovered)
        {
            Queue(result, now);
        }

        _recovered.Clear();
    }

    private void WriteNext(ICollection<WorkOutput> outputs)
    {
        if (_unwritten.Count == 0 || !_writing.IsEmpty)
        {
            return;
        }

        _writing = [.. _unwritten];
        _unwritten = [];
        outputs.Add(new WorkOutput.Record(++_writes, _writing));
    }
}
