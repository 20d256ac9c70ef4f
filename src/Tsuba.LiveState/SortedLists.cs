using System.Collections.Immutable;

namespace Tsuba.LiveState;

/// <summary>Lists that are in order each.</summary>
internal static class SortedLists
{
    /// <summary>One list in order of all of them; an instance that stands in several is there once.</summary>
    internal static ImmutableArray<TItem> Merge<TItem>(IEnumerable<ImmutableArray<TItem>> lists, Comparison<TItem> order)
        where TItem : class
    {
        // Two by two, so each item is looked at once for each doubling of the number of lists.
        var queue = new Queue<ImmutableArray<TItem>>(lists.Where(list => !list.IsEmpty));
        while (queue.Count > 1)
        {
            queue.Enqueue(Merge(queue.Dequeue(), queue.Dequeue(), order));
        }

        return queue.TryDequeue(out var merged) ? merged : [];
    }

    private static ImmutableArray<TItem> Merge<TItem>(ImmutableArray<TItem> left, ImmutableArray<TItem> right, Comparison<TItem> order)
        where TItem : class
    {
        var merged = ImmutableArray.CreateBuilder<TItem>(left.Length + right.Length);
        var (first, second) = (0, 0);
        while (first < left.Length && second < right.Length)
        {
            if (ReferenceEquals(left[first], right[second]))
            {
                second++;
            }
            else
            {
                merged.Add(order(left[first], right[second]) <= 0 ? left[first++] : right[second++]);
            }
        }

        merged.AddRange(left.AsSpan()[first..]);
        merged.AddRange(right.AsSpan()[second..]);
        return merged.DrainToImmutable();
    }
}
