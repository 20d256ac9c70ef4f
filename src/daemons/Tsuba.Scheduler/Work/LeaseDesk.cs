using Tsuba.Model.Items;
using Tsuba.Scheduler.Core;

namespace Tsuba.Scheduler.Work;

/// <summary>
/// The due work of all parts of this scheduler behind one lock, which is held for look-ups only and under which no other is
/// taken. Pollers and reactionners that found nothing wait for the signal of their kind.
/// </summary>
internal sealed class LeaseDesk
{
    private readonly Lock _gate = new();
    private readonly JobLeases _leases = new();
    private readonly MonotonicClock _clock;

    public LeaseDesk(MonotonicClock clock)
    {
        _clock = clock;
    }

    public Signal ChecksDue { get; } = new();

    public Signal ActionsDue { get; } = new();

    public LeaseCounters Counters
    {
        get
        {
            lock (_gate)
            {
                return _leases.Counters;
            }
        }
    }

    public void Publish(IReadOnlyCollection<WorkItem> items)
    {
        var (checks, actions) = (false, false);
        lock (_gate)
        {
            foreach (var item in items)
            {
                _leases.Add(item);
                checks |= !item.IsAction;
                actions |= item.IsAction;
            }
        }

        Wake(checks, actions);
    }

    public IReadOnlyList<LeasedWork> Take(WorkRequest request)
    {
        lock (_gate)
        {
            return _leases.Take(request, _clock.Milliseconds);
        }
    }

    public WorkItem? Complete(PartId part, ulong id)
    {
        lock (_gate)
        {
            return _leases.Complete(part, id);
        }
    }

    public FailedStart StartFailed(PartId part, ulong id, string worker)
    {
        lock (_gate)
        {
            return _leases.StartFailed(part, id, worker, _clock.Milliseconds);
        }
    }

    public void Cancel(PartId part, IEnumerable<ulong> ids)
    {
        lock (_gate)
        {
            foreach (var id in ids)
            {
                _leases.Cancel(part, id);
            }
        }
    }

    public void DropPart(PartId part)
    {
        lock (_gate)
        {
            _leases.DropPart(part);
        }
    }

    /// <summary>Puts back what its worker did not finish in time.</summary>
    public void Expire()
    {
        int count;
        lock (_gate)
        {
            count = _leases.Expire(_clock.Milliseconds);
        }

        Wake(checks: count > 0, actions: count > 0);
    }

    private void Wake(bool checks, bool actions)
    {
        if (checks)
        {
            ChecksDue.Raise();
        }

        if (actions)
        {
            ActionsDue.Raise();
        }
    }
}
