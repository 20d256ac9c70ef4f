namespace Tsuba.Configuration.Expansion;

/// <summary>Sets of hosts as ascending arrays of their indices.</summary>
internal static class HostSet
{
    /// <summary>The empty set.</summary>
    internal static int[] Empty { get; } = [];

    /// <summary>Everything that is in one of the two.</summary>
    internal static int[] Union(int[] left, int[] right) =>
        left.Length == 0 ? right : right.Length == 0 ? left : Merge(left, right, takeLeft: true, takeBoth: true, takeRight: true);

    /// <summary>Everything that is in both.</summary>
    internal static int[] Intersect(int[] left, int[] right) => Merge(left, right, takeLeft: false, takeBoth: true, takeRight: false);

    /// <summary>What the first has and the second has not.</summary>
    internal static int[] Except(int[] left, int[] right) =>
        right.Length == 0 ? left : Merge(left, right, takeLeft: true, takeBoth: false, takeRight: false);

    private static int[] Merge(int[] left, int[] right, bool takeLeft, bool takeBoth, bool takeRight)
    {
        var result = new List<int>(Math.Max(left.Length, right.Length));
        int i = 0, j = 0;
        while (i < left.Length || j < right.Length)
        {
            var order = i == left.Length ? 1 : j == right.Length ? -1 : left[i].CompareTo(right[j]);
            if (order < 0 ? takeLeft : order > 0 ? takeRight : takeBoth)
            {
                result.Add(order <= 0 ? left[i] : right[j]);
            }

            i += order <= 0 ? 1 : 0;
            j += order >= 0 ? 1 : 0;
        }

        return [.. result];
    }
}
