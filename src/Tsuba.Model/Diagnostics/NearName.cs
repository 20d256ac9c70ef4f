namespace Tsuba.Model.Diagnostics;

/// <summary>Finds the name that somebody probably meant.</summary>
public static class NearName
{
    private const int LongestName = 64;

    /// <summary>
    /// The candidate with the fewest changed, inserted or left out characters, letters' case counting as no change; null if none is
    /// near: more than a third of the characters would have to change, or the name is longer than 64 characters.
    /// </summary>
    public static string? Of(string name, IEnumerable<string> candidates)
    {
        if (name.Length is 0 or > LongestName)
        {
            return null;
        }

        var limit = Math.Max(1, name.Length / 3) + 1;
        string? best = null;
        foreach (var candidate in candidates)
        {
            if (candidate.Length > LongestName || Math.Abs(candidate.Length - name.Length) >= limit)
            {
                continue;
            }

            var distance = Distance(name, candidate);
            if (distance < limit)
            {
                limit = distance;
                best = candidate;
            }
        }

        return best;
    }

    /// <summary><c>; did you mean "X"?</c>, or nothing where no candidate is near.</summary>
    public static string Hint(string name, IEnumerable<string> candidates) =>
        Of(name, candidates) is { } near ? $"; did you mean \"{near}\"?" : "";

    private static int Distance(string left, string right)
    {
        Span<int> previous = stackalloc int[LongestName + 1];
        Span<int> current = stackalloc int[LongestName + 1];
        for (var column = 0; column <= right.Length; column++)
        {
            previous[column] = column;
        }

        for (var row = 1; row <= left.Length; row++)
        {
            current[0] = row;
            for (var column = 1; column <= right.Length; column++)
            {
                var change = char.ToUpperInvariant(left[row - 1]) == char.ToUpperInvariant(right[column - 1]) ? 0 : 1;
                current[column] = Math.Min(previous[column - 1] + change, Math.Min(previous[column], current[column - 1]) + 1);
            }

            current[..(right.Length + 1)].CopyTo(previous);
        }

        return previous[right.Length];
    }
}
