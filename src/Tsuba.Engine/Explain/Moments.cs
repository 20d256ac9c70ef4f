using System.Globalization;
using Tsuba.Engine.Forecasts;

namespace Tsuba.Engine.Explain;

/// <summary>Reads moments of the past as people type them; the forms are those of <see cref="TimeWord"/>.</summary>
public static class Moments
{
    /// <summary>What <see cref="Read"/> understands, for messages.</summary>
    public const string Forms = "2026-11-29 03:12, 03:12:05 (the last one that was), -90m, -2h, -1d, or epoch seconds";

    /// <summary>
    /// The moment in UTC milliseconds, not after now; null: the text is none. What is typed to the day, the minute or the second means its end, so
    /// that what happened in it is part of it.
    /// </summary>
    public static long? Read(string text, long nowUtcMilliseconds, TimeZoneInfo zone)
    {
        text = text.Trim();

        // As the API writes moments, to the millisecond.
        if (text.Length is > 10 and <= 15 && text[^4] == '.' && decimal.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var exact))
        {
            return Math.Min((long)(exact * 1000), nowUtcMilliseconds);
        }

        return TimeWord.TryParse(text, nowUtcMilliseconds, zone, isPast: true) is { } begin
            ? Math.Clamp(begin + Width(text), 0, nowUtcMilliseconds)
            : null;
    }

    private static long Width(string text)
    {
        if (text[0] is '+' or '-' or 'n')
        {
            return 0;
        }

        return text.AsSpan().Count(':') switch
        {
            0 when text.Contains('-', StringComparison.Ordinal) => 86_399_999,
            1 => 59_999,
            _ => 999,
        };
    }
}
