using System.Globalization;
using Tsuba.Engine.Scenarios;

namespace Tsuba.Engine.Forecasts;

/// <summary>
/// A moment as a person types it: <c>14:30</c> or <c>14:30:15</c>, <c>2026-11-29T14:30</c>, <c>+2h</c> or <c>-2h</c> from a base,
/// epoch seconds, or <c>now</c>. Local times are those of a zone.
/// </summary>
public static class TimeWord
{
    private const long LongestSeconds = 366L * 86_400;
    private const long LatestEpoch = 253_402_300_799 - LongestSeconds;

    private static readonly string[] _dates = ["yyyy-MM-dd'T'HH:mm", "yyyy-MM-dd'T'HH:mm:ss", "yyyy-MM-dd HH:mm", "yyyy-MM-dd HH:mm:ss", "yyyy-MM-dd"];
    private static readonly string[] _times = ["H\\:mm", "H\\:mm\\:ss"];

    /// <summary>UTC milliseconds since 1970, or null where the word is no moment.</summary>
    /// <param name="word">The word.</param>
    /// <param name="baseUtcMilliseconds">What <c>+2h</c> counts from, and what a time of day lies near.</param>
    /// <param name="zone">Zone of local times.</param>
    /// <param name="isPast">Whether a time of day is the last one up to the base instead of the first one from it on.</param>
    public static long? TryParse(string word, long baseUtcMilliseconds, TimeZoneInfo zone, bool isPast)
    {
        ArgumentNullException.ThrowIfNull(word);
        ArgumentNullException.ThrowIfNull(zone);
        if (word == "now")
        {
            return baseUtcMilliseconds;
        }

        if (word.Length > 1 && word[0] is '+' or '-')
        {
            return ScenarioTime.TryParse(word[1..], LongestSeconds) is { } span
                ? baseUtcMilliseconds + ((word[0] == '+' ? 1 : -1) * (long)span.TotalMilliseconds)
                : null;
        }

        if (word.Length >= 9 && long.TryParse(word, NumberStyles.None, CultureInfo.InvariantCulture, out var epoch))
        {
            return epoch <= LatestEpoch ? epoch * 1000 : null;
        }

        if (DateTime.TryParseExact(word, _dates, CultureInfo.InvariantCulture, DateTimeStyles.None, out var date) && date.Year is > 1970 and < 9000)
        {
            return ToUtc(date, zone);
        }

        return TimeOnly.TryParseExact(word, _times, CultureInfo.InvariantCulture, DateTimeStyles.None, out var time)
            ? OfDay(time, baseUtcMilliseconds, zone, isPast)
            : null;
    }

    private static long? OfDay(TimeOnly time, long baseUtcMilliseconds, TimeZoneInfo zone, bool isPast)
    {
        var local = TimeZoneInfo.ConvertTime(DateTimeOffset.FromUnixTimeMilliseconds(baseUtcMilliseconds), zone).Date;
        var moment = ToUtc(local.Add(time.ToTimeSpan()), zone);
        if (isPast && moment > baseUtcMilliseconds)
        {
            return ToUtc(local.AddDays(-1).Add(time.ToTimeSpan()), zone);
        }

        // A time of this very minute is now, not tomorrow.
        return !isPast && moment + 60_000 <= baseUtcMilliseconds ? ToUtc(local.AddDays(1).Add(time.ToTimeSpan()), zone) : Math.Max(moment, isPast ? moment : baseUtcMilliseconds);
    }

    // A local time that a daylight-saving night leaves out is taken as that far behind the gap; of one that comes twice, the first.
    private static long ToUtc(DateTime local, TimeZoneInfo zone)
    {
        var offset = zone.IsInvalidTime(local) ? zone.GetUtcOffset(local.AddHours(-3))
            : zone.IsAmbiguousTime(local) ? zone.GetAmbiguousTimeOffsets(local).Max()
            : zone.GetUtcOffset(local);
        return new DateTimeOffset(DateTime.SpecifyKind(local, DateTimeKind.Unspecified), offset).ToUnixTimeMilliseconds();
    }
}
