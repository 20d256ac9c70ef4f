using System.Collections.Immutable;

namespace Tsuba.Differential.Tests.Observations;

/// <summary>
/// Compares what two programs did, item by item and stream by stream. Times may differ by <see cref="ToleranceSeconds"/>, since nagios4
/// plans in whole seconds; what happens to an item in one second may come in any order.
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

    private static Difference? First(string item, long tolerance, List<Observation> theirs, List<Observation> ours)
    {
        for (var index = 0; index < Math.Max(theirs.Count, ours.Count); index++)
        {
            var left = index < theirs.Count ? theirs[index] : null;
            var right = index < ours.Count ? ours[index] : null;
            if (left is null || right is null || left.Text != right.Text || Math.Abs(left.At - right.At) > tolerance)
            {
                return new Difference(item, left, right);
            }
        }

        return null;
    }
}
