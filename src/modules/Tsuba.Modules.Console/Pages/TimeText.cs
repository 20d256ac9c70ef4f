using System.Globalization;

namespace Tsuba.Modules.Console.Pages;

/// <summary>Times and spans as the pages show them: absolute in the zone of the site, spans in two units.</summary>
public static class TimeText
{
    /// <summary><c>2026-01-31 14:05:09</c> in the zone; empty for 0.</summary>
    public static string At(long utcMilliseconds, TimeZoneInfo zone) => utcMilliseconds == 0
        ? ""
        : TimeZoneInfo.ConvertTime(DateTimeOffset.FromUnixTimeMilliseconds(utcMilliseconds), zone)
            .ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);

    /// <summary><c>3d 4h</c>, <c>12m 5s</c>: how long ago; empty for 0.</summary>
    public static string Since(long utcMilliseconds, DateTimeOffset now)
    {
        if (utcMilliseconds == 0)
        {
            return "";
        }

        var span = now - DateTimeOffset.FromUnixTimeMilliseconds(utcMilliseconds);
        FormattableString text = span switch
        {
            { TotalDays: >= 1 } => $"{(int)span.TotalDays}d {span.Hours}h",
            { TotalHours: >= 1 } => $"{span.Hours}h {span.Minutes}m",
            { TotalMinutes: >= 1 } => $"{span.Minutes}m {span.Seconds}s",
            _ => $"{Math.Max(0, (int)span.TotalSeconds)}s",
        };
        return text.ToString(CultureInfo.InvariantCulture);
    }
}
