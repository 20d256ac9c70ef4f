using System.Globalization;

namespace Tsuba.Engine.Explain;

/// <summary>Reads moments of the past as people type them.</summary>
public static class Moments
{
    /// <summary>What <see cref="Read"/> understands, for messages.</summary>
    public const string Forms = "2026-11-29 03:12, 03:12:05 (the last one that was), -90m, -2h, -1d, or epoch seconds";

    private static readonly string[] Full = ["yyyy-MM-dd HH:mm:ss", "yyyy-MM-ddTHH:mm:ss"];
    private static readonly string[] FullMinutes = ["yyyy-MM-dd HH:mm", "yyyy-MM-ddTHH:mm"];

    /// <summary>
    /// The moment in UTC milliseconds, not after now; null: the text is none. What is typed to the minute means the end of that minute, so that
    /// what happened in it is part of it. A local time that comes twice means the first.
    /// </summary>
    public static long? Read(string text, long nowUtcMilliseconds, TimeZoneInfo zone)
    {
        text = text.Trim();
        if (text.StartsWith('-') && text.Length is > 2 and <= 10 && long.TryParse(text.AsSpan(1, text.Length - 2), NumberStyles.None, CultureInfo.InvariantCulture, out var count))
        {
            var unit = text[^1] switch { 's' => 1L, 'm' => 60, 'h' => 3_600, 'd' => 86_400, _ => 0 };
            return unit == 0 ? null : Math.Max(0, nowUtcMilliseconds - (count * unit * 1000));
        }

        if (text.Length is >= 9 and <= 11 && long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var epoch))
        {
            return Math.Min((epoch * 1000) + 999, nowUtcMilliseconds);
        }

        if (Exact(text, Full) is { } second)
        {
            return Math.Min(ToUtc(second, zone) + 999, nowUtcMilliseconds);
        }

        if (Exact(text, FullMinutes) is { } minute)
        {
            return Math.Min(ToUtc(minute, zone) + 59_999, nowUtcMilliseconds);
        }

        return TimeOfDay(text, nowUtcMilliseconds, zone);
    }

    private static long? TimeOfDay(string text, long nowUtcMilliseconds, TimeZoneInfo zone)
    {
        var isMinute = TimeOnly.TryParseExact(text, "HH:mm", CultureInfo.InvariantCulture, DateTimeStyles.None, out var time);
        if (!isMinute && !TimeOnly.TryParseExact(text, "HH:mm:ss", CultureInfo.InvariantCulture, DateTimeStyles.None, out time))
        {
            return null;
        }

        var today = TimeZoneInfo.ConvertTime(DateTimeOffset.FromUnixTimeMilliseconds(nowUtcMilliseconds), zone).Date;
        var begin = ToUtc(today + time.ToTimeSpan(), zone);
        begin = begin > nowUtcMilliseconds ? ToUtc(today.AddDays(-1) + time.ToTimeSpan(), zone) : begin;
        return Math.Min(begin + (isMinute ? 59_999 : 999), nowUtcMilliseconds);
    }

    private static DateTime? Exact(string text, string[] forms) =>
        DateTime.TryParseExact(text, forms, CultureInfo.InvariantCulture, DateTimeStyles.None, out var time) ? time : null;

    // The larger offset of a time that comes twice is that of the first.
    private static long ToUtc(DateTime local, TimeZoneInfo zone)
    {
        var offset = zone.IsAmbiguousTime(local) ? zone.GetAmbiguousTimeOffsets(local).Max() : zone.GetUtcOffset(local);
        return new DateTimeOffset(DateTime.SpecifyKind(local, DateTimeKind.Unspecified), offset).ToUnixTimeMilliseconds();
    }
}
