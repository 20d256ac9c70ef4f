namespace Tsuba.Engine.Timers;

/// <summary>
/// One timer per item, in a heap ordered by (due, index). An item without a due time costs nothing, and moving a timer leaves no
/// trace behind, so the heap never grows above the number of items.
/// </summary>
internal sealed class ItemTimers
{
    private const int Arity = 4;

    private readonly int[] _position;
    private readonly Entry[] _heap;
    private int _count;

    /// <summary>Timers for items 0 to <paramref name="items"/> − 1, none of them set.</summary>
    public ItemTimers(int items)
    {
        _position = new int[items];
        _heap = new Entry[items];
        Array.Fill(_position, -1);
    }

    /// <summary>Due time of the first timer; <see cref="long.MaxValue"/>: none is set.</summary>
    public long FirstDue => _count == 0 ? long.MaxValue : _heap[0].Due;

    /// <summary>Item of the first timer; −1: none is set.</summary>
    public int FirstItem => _count == 0 ? -1 : _heap[0].Item;

    /// <summary>Sets, moves or (with <see cref="long.MaxValue"/>) clears the timer of an item.</summary>
    public void Set(int item, long due)
    {
        var position = _position[item];
        var before = position < 0 ? long.MaxValue : _heap[position].Due;
        if (before == due)
        {
            return;
        }

        if (due == long.MaxValue)
        {
            Remove(item, position);
        }
        else if (position < 0)
        {
            SiftUp(new Entry(due, item), _count++);
        }
        else if (due < before)
        {
            SiftUp(new Entry(due, item), position);
        }
        else
        {
            SiftDown(new Entry(due, item), position);
        }
    }

    private void Remove(int item, int position)
    {
        _position[item] = -1;
        var last = _heap[--_count];
        if (last.Item == item)
        {
            return;
        }

        SiftUp(last, position);
        SiftDown(last, _position[last.Item]);
    }

    private void SiftUp(Entry entry, int position)
    {
        while (position > 0)
        {
            var parent = (position - 1) / Arity;
            var other = _heap[parent];
            if (!entry.Precedes(other))
            {
                break;
            }

            _heap[position] = other;
            _position[other.Item] = position;
            position = parent;
        }

        _heap[position] = entry;
        _position[entry.Item] = position;
    }

    private void SiftDown(Entry entry, int position)
    {
        while (true)
        {
            var first = (position * Arity) + 1;
            if (first >= _count)
            {
                break;
            }

            var best = _heap[first];
            var bestPosition = first;
            var end = Math.Min(first + Arity, _count);
            for (var child = first + 1; child < end; child++)
            {
                if (_heap[child].Precedes(best))
                {
                    best = _heap[child];
                    bestPosition = child;
                }
            }

            if (entry.Precedes(best))
            {
                break;
            }

            _heap[position] = best;
            _position[best.Item] = position;
            position = bestPosition;
        }

        _heap[position] = entry;
        _position[entry.Item] = position;
    }

    // Due times lie in the heap itself: comparing children then reads one or two lines of memory and not one for each child.
    private readonly record struct Entry(long Due, int Item)
    {
        public bool Precedes(in Entry other) => Due < other.Due || (Due == other.Due && Item < other.Item);
    }
}
