namespace Tsuba.Engine.Timers;

/// <summary>
/// One timer per item, in a heap ordered by (due, index). An item without a due time costs nothing, and moving a timer leaves no
/// trace behind, so the heap never grows above the number of items.
/// </summary>
internal sealed class ItemTimers
{
    private const int Arity = 4;

    private readonly long[] _due;
    private readonly int[] _position;
    private readonly int[] _heap;
    private int _count;

    /// <summary>Timers for items 0 to <paramref name="items"/> − 1, none of them set.</summary>
    public ItemTimers(int items)
    {
        _due = new long[items];
        _position = new int[items];
        _heap = new int[items];
        Array.Fill(_due, long.MaxValue);
        Array.Fill(_position, -1);
    }

    /// <summary>Due time of the first timer; <see cref="long.MaxValue"/>: none is set.</summary>
    public long FirstDue => _count == 0 ? long.MaxValue : _due[_heap[0]];

    /// <summary>Item of the first timer; −1: none is set.</summary>
    public int FirstItem => _count == 0 ? -1 : _heap[0];

    /// <summary>Sets, moves or (with <see cref="long.MaxValue"/>) clears the timer of an item.</summary>
    public void Set(int item, long due)
    {
        var before = _due[item];
        if (before == due)
        {
            return;
        }

        _due[item] = due;
        var position = _position[item];
        if (due == long.MaxValue)
        {
            Remove(item, position);
        }
        else if (position < 0)
        {
            SiftUp(item, _count++);
        }
        else if (due < before)
        {
            SiftUp(item, position);
        }
        else
        {
            SiftDown(item, position);
        }
    }

    private void Remove(int item, int position)
    {
        _position[item] = -1;
        var last = _heap[--_count];
        if (last == item)
        {
            return;
        }

        SiftUp(last, position);
        SiftDown(last, _position[last]);
    }

    private void SiftUp(int item, int position)
    {
        var due = _due[item];
        while (position > 0)
        {
            var parent = (position - 1) / Arity;
            var other = _heap[parent];
            if (!Precedes(due, item, other))
            {
                break;
            }

            _heap[position] = other;
            _position[other] = position;
            position = parent;
        }

        _heap[position] = item;
        _position[item] = position;
    }

    private void SiftDown(int item, int position)
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
                var candidate = _heap[child];
                if (Precedes(_due[candidate], candidate, best))
                {
                    best = candidate;
                    bestPosition = child;
                }
            }

            if (Precedes(_due[item], item, best))
            {
                break;
            }

            _heap[position] = best;
            _position[best] = position;
            position = bestPosition;
        }

        _heap[position] = item;
        _position[item] = position;
    }

    private bool Precedes(long due, int item, int other)
    {
        var otherDue = _due[other];
        return due < otherDue || (due == otherDue && item < other);
    }
}
