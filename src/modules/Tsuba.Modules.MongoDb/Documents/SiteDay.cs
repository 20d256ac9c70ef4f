using System.Globalization;

namespace Tsuba.Modules.MongoDb.Documents;

/// <summary>One day of the site's zone.</summary>
/// <param name="Name"><c>2026-11-29</c>.</param>
/// <param name="BeginUtcMilliseconds">Its first moment.</param>
/// <param name="EndUtcMilliseconds">The first moment of the next day: 23 or 25 hours later where the clock is set.</param>
internal sealed record SiteDay(string Name, long BeginUtcMilliseconds, long EndUtcMilliseconds)
{
    /// <summary>The day in which a moment lies.</summary>
    public static SiteDay Of(long utcMilliseconds, TimeZoneInfo zone)
    {
        var date = TimeZoneInfo.ConvertTime(DateTimeOffset.FromUnixTimeMilliseconds(utcMilliseconds), zone).Date;
        return new SiteDay(date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), Begin(date, zone), Begin(date.AddDays(1), zone));
    }

    // Some zones skip midnight; the day begins an hour later then.
    private static long Begin(DateTime date, TimeZoneInfo zone)
    {
        var begin = zone.IsInvalidTime(date) ? date.AddHours(1) : date;
        return new DateTimeOffset(begin, zone.GetUtcOffset(begin)).ToUnixTimeMilliseconds();
    }
}
