using System.Globalization;

namespace Tsuba.Cli.Verbs;

/// <summary>Moments as a person of the site reads them.</summary>
internal static class LocalTime
{
    /// <summary>Date and time.</summary>
    public static string Full(long utcMilliseconds, TimeZoneInfo zone) => At(utcMilliseconds, zone).ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);

    /// <summary>How to write moments of a span: without the date where it is one day.</summary>
    public static Func<long, string> Format(long fromUtcMilliseconds, long untilUtcMilliseconds, TimeZoneInfo zone) =>
        At(fromUtcMilliseconds, zone).Date == At(untilUtcMilliseconds, zone).Date
            ? moment => At(moment, zone).ToString("HH:mm:ss", CultureInfo.InvariantCulture)
            : moment => At(moment, zone).ToString("MM-dd HH:mm:ss", CultureInfo.InvariantCulture);

    /// <summary>UTC in ISO 8601, for programs.</summary>
    public static string Iso(long utcMilliseconds) =>
        DateTimeOffset.FromUnixTimeMilliseconds(utcMilliseconds).UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);

    private static DateTimeOffset At(long utcMilliseconds, TimeZoneInfo zone) => TimeZoneInfo.ConvertTime(DateTimeOffset.FromUnixTimeMilliseconds(utcMilliseconds), zone);
}
