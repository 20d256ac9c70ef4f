using System.Globalization;

namespace Tsuba.Engine.Scenarios;

/// <summary>A span of time in a script: seconds (<c>90</c>), or <c>90s</c>, <c>5m</c>, <c>2h</c>, <c>1d</c>. Source: design 6.</summary>
public static class ScenarioTime
{
    /// <summary>The span, or null where the word is none or longer than that many seconds. Never negative.</summary>
    public static TimeSpan? TryParse(string word, long longestSeconds)
    {
        ArgumentNullException.ThrowIfNull(word);
        var unit = word.Length > 0 ? word[^1] switch { 's' => 1, 'm' => 60, 'h' => 3_600, 'd' => 86_400, _ => 0 } : 0;
        var digits = unit == 0 ? word : word[..^1];
        return double.TryParse(digits, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var count)
            && count * Math.Max(1, unit) <= longestSeconds
                ? TimeSpan.FromMilliseconds(Math.Round(count * Math.Max(1, unit) * 1000))
                : null;
    }
}
