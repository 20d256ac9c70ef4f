namespace Tsuba.Scheduler.Core;

/// <summary>Waiting items of one kind, tag and module type, by priority and then by order. Items that are gone are passed over.</summary>
internal sealed class LeaseQueue
{
    private const int CompactAbove = 256;

    private PriorityQueue<LeaseEntry, (int Priority, long Order)> _entries = new();

    /// <summary>Items that are really waiting.</summary>
    public int Waiting { get; private set; }

    public void Add(LeaseEntry entry)
    {
        entry.State = LeaseState.Waiting;
        _entries.Enqueue(entry, (entry.Item.Priority, entry.Order));
        Waiting++;
    }

    /// <summary>The item that is next, left where it is; null: none.</summary>
    public LeaseEntry? Peek()
    {
        while (_entries.TryPeek(out var entry, out _))
        {
            if (entry.State == LeaseState.Waiting)
            {
                return entry;
            }

            _entries.Dequeue();
        }

        return null;
    }

    /// <summary>Takes what <see cref="Peek"/> gave.</summary>
    public void Remove()
    {
        _entries.Dequeue();
        Waiting--;
    }

    /// <summary>An item of this queue is no longer wanted. Keeps the queue from filling up with such items where nobody asks.</summary>
    public void Forget()
    {
        Waiting--;
        if (_entries.Count <= CompactAbove || _entries.Count <= 2 * Waiting)
        {
            return;
        }

        var kept = new PriorityQueue<LeaseEntry, (int Priority, long Order)>(Waiting);
        foreach (var (entry, priority) in _entries.UnorderedItems)
        {
            if (entry.State == LeaseState.Waiting)
            {
                kept.Enqueue(entry, priority);
            }
        }

        _entries = kept;
    }
}
