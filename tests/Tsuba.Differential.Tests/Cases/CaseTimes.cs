using System.Globalization;

namespace Tsuba.Differential.Tests.Cases;

/// <summary>The clock of a run.</summary>
internal static class CaseTimes
{
    /// <summary>Epoch second of time 0: Wednesday, 15 November 2023, noon UTC.</summary>
    public const long Start = 1_700_049_600;

    /// <summary>Puts epoch seconds in the place of <c>$NOW$</c>, <c>$NOW+60$</c> and <c>$NOW-5$</c>.</summary>
    public static string Resolve(string text, long now)
    {
        const string Sign = "$NOW";
        for (var start = text.IndexOf(Sign, StringComparison.Ordinal); start >= 0; start = text.IndexOf(Sign, start, StringComparison.Ordinal))
        {
            var end = text.IndexOf('$', start + Sign.Length);
            var offset = end == start + Sign.Length ? 0 : long.Parse(text.AsSpan(start + Sign.Length, end - start - Sign.Length), CultureInfo.InvariantCulture);
            text = string.Concat(text.AsSpan(0, start), (now + offset).ToString(CultureInfo.InvariantCulture), text.AsSpan(end + 1));
        }

        return text;
    }
}
