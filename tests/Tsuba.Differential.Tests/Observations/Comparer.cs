using System.Collections.Immutable;

namespace Tsuba.Differential.Tests.Observations;

/// <summary>
/// Compares what two programs did, item by item and stream by stream. Times may differ by <see cref="ToleranceSeconds"/>, since nagios4
/// plans in whole seconds; what happens to an item in one second of one of them may come in any order.
/// </summary>
internal static class Comparer
{
    /// <summary>How far two times of one event may be apart, seconds.</summary>
    public const long ToleranceSeconds = 1;

    /// <summary>The same for items whose freshness is watched: nagios4 looks once a second, and checks a second later.</summary>
    public const long FreshnessToleranceSeconds = 3;

    /// <summary>The first difference of each item, in the order of time.</summary>
    /// <param name="theirs">What nagios4 did.</param>
    /// <param name="ours">What Tsuba did.</param>
    /// <param name="watched">Items whose freshness is watched.</param>
    public static ImmutableArray<Difference> Compare(IReadOnlyCollection<Observation> theirs, IReadOnlyCollection<Observation> ours, IReadOnlySet<string> watched)
    {
        var (theirsLeft, oursLeft) = AcceptedDifferences.Remove(theirs, ours, watched);
        var left = theirsLeft.ToLookup(seen => (seen.Item, seen.Stream));
        var right = oursLeft.ToLookup(seen => (seen.Item, seen.Stream));
        return
        [
            .. left.Select(group => group.Key).Union(right.Select(group => group.Key))
                .Select(key => First(key.Item, watched.Contains(key.Item) ? FreshnessToleranceSeconds : ToleranceSeconds, Ordered(left[key]), Ordered(right[key])))
                .OfType<Difference>()
                .GroupBy(difference => difference.Item, StringComparer.Ordinal)
                .Select(group => group.MinBy(difference => difference.At)!)
                .OrderBy(difference => difference.At),
        ];
    }

    private static List<Observation> Ordered(IEnumerable<Observation> seen) =>
        [.. seen.OrderBy(one => one.At).ThenBy(one => one.Text, StringComparer.Ordinal)];

    // The first that has no equal on the other side within the tolerance, or has it in another order: what one program did in two seconds,
    // one behind the other, the other one did not do the other way round.
    private static Difference? First(string item, long tolerance, List<Observation> theirs, List<Observation> ours)
    {
        var equals = ours.GroupBy(seen => seen.Text, StringComparer.Ordinal).ToDictionary(group => group.Key, group => new Queue<Observation>(group), StringComparer.Ordinal);
        var theirsLeft = new List<Observation>();
        var oursLeft = new HashSet<Observation>(ours, ReferenceEqualityComparer.Instance);
        var lastBefore = long.MinValue;
        foreach (var second in theirs.GroupBy(seen => seen.At))
        {
            var last = lastBefore;
            foreach (var left in second)
            {
                if (equals.GetValueOrDefault(left.Text) is { Count: > 0 } candidates && candidates.Peek() is var right
                    && Math.Abs(left.At - right.At) <= tolerance && right.At >= lastBefore)
                {
                    oursLeft.Remove(candidates.Dequeue());
                    last = Math.Max(last, right.At);
                }
                else
                {
                    theirsLeft.Add(left);
                }
            }

            lastBefore = last;
        }

        return theirsLeft.Count + oursLeft.Count == 0 ? null : new Difference(item, theirsLeft.FirstOrDefault(), ours.Find(oursLeft.Contains));
    }
}
