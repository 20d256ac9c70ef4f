namespace Tsuba.Configuration.Objects;

/// <summary>
/// A date entry of a time period: what stands before the first time of day is its name, what follows its value
/// (<c>day 1 - 15 / 5</c>, <c>00:00-24:00</c>). Source: reference/shinken.md 3.5.
/// </summary>
internal static class DateEntry
{
    /// <summary>Splits a line that was read as a key and the rest.</summary>
    internal static (string Name, string Value) Split(string key, string rest)
    {
        var text = rest.Length == 0 ? key : $"{key} {rest}";
        var words = text.Split([' ', '\t'], StringSplitOptions.RemoveEmptyEntries);
        var first = Array.FindIndex(words, LooksLikeTime);
        if (first <= 0)
        {
            first = Math.Max(1, words.Length - 1);
        }

        return (string.Join(' ', words[..first]), string.Concat(words[first..]));
    }

    private static bool LooksLikeTime(string word)
    {
        var colon = word.IndexOf(':', StringComparison.Ordinal);
        return colon > 0 && word.AsSpan(0, colon).IndexOfAnyExceptInRange('0', '9') < 0;
    }
}
