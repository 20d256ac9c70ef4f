using Tsuba.Model.Items;

namespace Tsuba.Scheduler.Core;

/// <summary>
/// Who works on what. Due work waits in one queue per kind, tag and module type, so handing out looks at nothing that the
/// worker cannot run. What is out comes back when its lease ends or its worker shows up with a new run; calls of the
/// runs before, which may wait here or come late, get nothing any more. Nothing here is journaled: after a restart the engine says again what is due, under the same ids.
/// Invariant: an item is in exactly one of: its queue, one holder, a pause, nowhere. Deterministic; one owner, or a lock around it.
/// </summary>
public sealed class JobLeases
{
    /// <summary>A lease lasts as long as the command may run, and this for the ways there and back.</summary>
    public const long LeaseMarginMilliseconds = 8_000;

    /// <summary>How often starting the command of an action is tried: about a minute in all.</summary>
    public const int MostFailedStarts = 6;

    /// <summary>Pause after the first start that failed; doubles with each further one.</summary>
    public const long FirstPauseMilliseconds = 2_000;

    private readonly Dictionary<(int Part, ulong Id), LeaseEntry> _entries = [];
    private readonly Dictionary<(bool IsAction, string Tag, string ModuleType), LeaseQueue> _queues = [];
    private readonly Dictionary<string, LeaseHolder> _holders = new(StringComparer.Ordinal);
    private readonly PriorityQueue<(LeaseEntry Entry, int Lease), long> _ends = new();
    private readonly List<LeaseQueue> _candidates = [];
    private long _order;
    private long _handedOut;
    private long _completed;
    private long _cancelled;
    private long _reissued;
    private long _retried;
    private int _waitingChecks;
    private int _waitingActions;
    private int _leasedChecks;
    private int _leasedActions;

    /// <summary>Counters at this moment.</summary>
    public LeaseCounters Counters => new(
        _waitingChecks, _waitingActions, _leasedChecks, _leasedActions, _order, _handedOut, _completed, _cancelled, _reissued, _retried);

    /// <summary>Adds what became due. An item that is known already (the engine said it again) keeps its place and its lease.</summary>
    public void Add(WorkItem item)
    {
        var key = (item.Part.Value, item.Id);
        if (_entries.TryGetValue(key, out var known))
        {
            if (known.Item.Epoch == item.Epoch)
            {
                return;
            }

            Remove(known);
            _cancelled++;
        }

        var entry = new LeaseEntry(item, _order++);
        _entries[key] = entry;
        Queue(item).Add(entry);
        Count(item, waiting: 1, leased: 0);
    }

    /// <summary>Hands out what a worker can run, most urgent first; empty: nothing is due for it.</summary>
    /// <param name="request">Who asks for what.</param>
    /// <param name="now">Time on any clock that only grows, milliseconds; the same for all calls.</param>
    public IReadOnlyList<LeasedWork> Take(WorkRequest request, long now)
    {
        Expire(now);
        if (Holder(request.Worker, request.Run) is not { } holder)
        {
            return [];
        }

        var taken = new List<LeasedWork>();
        _candidates.Clear();
        foreach (var tag in request.Tags)
        {
            foreach (var moduleType in request.ModuleTypes)
            {
                if (_queues.TryGetValue((request.Actions, tag, moduleType), out var queue))
                {
                    _candidates.Add(queue);
                }
            }
        }

        while (taken.Count < request.Capacity && Best() is { } queue)
        {
            var entry = queue.Peek()!;
            queue.Remove();
            entry.State = LeaseState.Leased;
            entry.Holder = holder;
            entry.Leases++;
            holder.Entries.Add(entry);
            var lease = (long)entry.Item.Invocation.Timeout.TotalMilliseconds + LeaseMarginMilliseconds;
            _ends.Enqueue((entry, entry.Leases), now + lease);
            Count(entry.Item, waiting: -1, leased: 1);
            _handedOut++;
            taken.Add(new LeasedWork(entry.Item, (int)Math.Min(int.MaxValue, lease)));
        }

        return taken;
    }

    /// <summary>An item is done; null where it was not known (done before, cancelled, or of an earlier ownership).</summary>
    public WorkItem? Complete(PartId part, ulong id)
    {
        if (!_entries.TryGetValue((part.Value, id), out var entry))
        {
            return null;
        }

        Remove(entry);
        _completed++;
        return entry.Item;
    }

    /// <summary>
    /// The command of an item could not be started, so it was not done: it is handed out again after a pause that doubles, to whoever asks first, and given
    /// up after <see cref="MostFailedStarts"/> of them. Source: decision 0058.
    /// </summary>
    /// <param name="part">The part.</param>
    /// <param name="id">The item.</param>
    /// <param name="worker">Who says so: counts only from who has it.</param>
    /// <param name="now">As in <see cref="Take"/>.</param>
    public FailedStart StartFailed(PartId part, ulong id, string worker, long now)
    {
        if (!_entries.TryGetValue((part.Value, id), out var entry)
            || entry.State != LeaseState.Leased
            || !string.Equals(entry.Holder?.Worker, worker, StringComparison.Ordinal))
        {
            return FailedStart.Unknown;
        }

        entry.FailedStarts++;
        if (entry.FailedStarts >= MostFailedStarts)
        {
            return FailedStart.GivenUp;
        }

        entry.Holder!.Entries.Remove(entry);
        entry.Holder = null;
        entry.State = LeaseState.Postponed;
        Count(entry.Item, waiting: 1, leased: -1);
        // The end of the lease that failed may be reached within the pause.
        entry.NotBefore = now + (FirstPauseMilliseconds << (entry.FailedStarts - 1));
        _ends.Enqueue((entry, entry.Leases), entry.NotBefore);
        _retried++;
        return FailedStart.Postponed;
    }

    /// <summary>An item is no longer wanted.</summary>
    public void Cancel(PartId part, ulong id)
    {
        if (_entries.TryGetValue((part.Value, id), out var entry))
        {
            Remove(entry);
            _cancelled++;
        }
    }

    /// <summary>Everything of a part is no longer wanted: it was dropped or changed hands.</summary>
    public void DropPart(PartId part)
    {
        foreach (var entry in _entries.Values.Where(entry => entry.Item.Part == part).ToList())
        {
            Remove(entry);
            _cancelled++;
        }
    }

    /// <summary>Puts items back whose lease or pause ended; returns how many.</summary>
    public int Expire(long now)
    {
        var count = 0;
        while (_ends.TryPeek(out var lease, out var end) && end <= now)
        {
            _ends.Dequeue();
            var entry = lease.Entry;
            if (entry.Leases != lease.Lease)
            {
                continue;
            }

            if (entry.State == LeaseState.Leased)
            {
                PutBack(entry);
                count++;
            }
            else if (entry.State == LeaseState.Postponed && end >= entry.NotBefore)
            {
                Queue(entry.Item).Add(entry);
                count++;
            }
        }

        return count;
    }

    // Null: the run is over.
    private LeaseHolder? Holder(string worker, string run)
    {
        if (_holders.TryGetValue(worker, out var holder) && (holder.Run == run || holder.HasEnded(run)))
        {
            return holder.Run == run ? holder : null;
        }

        foreach (var entry in holder?.Entries.OrderBy(entry => entry.Order).ToList() ?? [])
        {
            PutBack(entry);
        }

        var fresh = new LeaseHolder(worker, run, holder);
        _holders[worker] = fresh;
        return fresh;
    }

    private void PutBack(LeaseEntry entry)
    {
        entry.Holder?.Entries.Remove(entry);
        entry.Holder = null;
        Queue(entry.Item).Add(entry);
        Count(entry.Item, waiting: 1, leased: -1);
        _reissued++;
    }

    private void Remove(LeaseEntry entry)
    {
        _entries.Remove((entry.Item.Part.Value, entry.Item.Id));
        var (isQueued, isLeased) = (entry.State == LeaseState.Waiting, entry.State == LeaseState.Leased);
        entry.State = LeaseState.Gone;
        entry.Holder?.Entries.Remove(entry);
        entry.Holder = null;
        if (isQueued)
        {
            Queue(entry.Item).Forget();
        }

        Count(entry.Item, waiting: isLeased ? 0 : -1, leased: isLeased ? -1 : 0);
    }

    private LeaseQueue Queue(WorkItem item)
    {
        var key = (item.IsAction, item.Tag, item.ModuleType);
        if (!_queues.TryGetValue(key, out var queue))
        {
            queue = new LeaseQueue();
            _queues.Add(key, queue);
        }

        return queue;
    }

    private LeaseQueue? Best()
    {
        LeaseQueue? best = null;
        LeaseEntry? first = null;
        foreach (var queue in _candidates)
        {
            if (queue.Peek() is { } entry
                && (first is null || (entry.Item.Priority, entry.Order).CompareTo((first.Item.Priority, first.Order)) < 0))
            {
                (best, first) = (queue, entry);
            }
        }

        return best;
    }

    private void Count(WorkItem item, int waiting, int leased)
    {
        if (item.IsAction)
        {
            _waitingActions += waiting;
            _leasedActions += leased;
        }
        else
        {
            _waitingChecks += waiting;
            _leasedChecks += leased;
        }
    }
}
