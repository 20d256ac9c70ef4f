namespace Tsuba.Model.Names;

/// <summary>Finds the name that a misspelt one was probably meant to be.</summary>
public static class NearName
{
    private const int MaxLength = 64;

    /// <summary>
    /// The candidate with the fewest insertions, deletions, replacements and swaps of neighbours away, if there are at most a third of the
    /// name's length of them and at most 3; null if none is that near or the name is longer than 64. Case does not count. The first of several wins.
    /// </summary>
    public static string? Find(ReadOnlySpan<char> name, IEnumerable<string> candidates)
    {
        if (name.Length is 0 or > MaxLength)
        {
            return null;
        }

        string? best = null;
        var limit = Math.Min(3, Math.Max(1, name.Length / 3));
        foreach (var candidate in candidates)
        {
            if (Math.Abs(candidate.Length - name.Length) > limit || candidate.Length > MaxLength)
            {
                continue;
            }

            var distance = Distance(name, candidate);
            if (distance <= limit)
            {
                best = candidate;
                limit = distance - 1;
                if (limit < 0)
                {
                    break;
                }
            }
        }

        return best;
    }

    // Optimal string alignment distance in three rows.
    private static int Distance(ReadOnlySpan<char> left, ReadOnlySpan<char> right)
    {
        Span<int> beforeLast = stackalloc int[MaxLength + 1];
        Span<int> last = stackalloc int[MaxLength + 1];
        Span<int> current = stackalloc int[MaxLength + 1];
        for (var j = 0; j <= right.Length; j++)
        {
            last[j] = j;
        }

        for (var i = 1; i <= left.Length; i++)
        {
            current[0] = i;
            for (var j = 1; j <= right.Length; j++)
            {
                var cost = Same(left[i - 1], right[j - 1]) ? 0 : 1;
                var value = Math.Min(Math.Min(current[j - 1], last[j]) + 1, last[j - 1] + cost);
                if (i > 1 && j > 1 && Same(left[i - 1], right[j - 2]) && Same(left[i - 2], right[j - 1]))
                {
                    value = Math.Min(value, beforeLast[j - 2] + 1);
                }

                current[j] = value;
            }

            last.CopyTo(beforeLast);
            current.CopyTo(last);
        }

        return last[right.Length];
    }

    private static bool Same(char left, char right) => char.ToUpperInvariant(left) == char.ToUpperInvariant(right);
}
