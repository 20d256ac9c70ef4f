namespace Tsuba.Modules.NagiosLog.Rotation;

/// <summary>
/// When the log is rotated: at full hours, at midnight, at the midnight before Sunday, or at the midnight before the first of a month,
/// by the wall clock of the site's zone. Source: Nagios documentation, log_rotation_method.
/// </summary>
internal static class RotationSchedule
{
    /// <summary>The next rotation after a time; null: never.</summary>
    /// <param name="method">h, d, w or m; anything else: never.</param>
    /// <param name="after">The time.</param>
    /// <param name="zone">Zone of the site.</param>
    public static DateTimeOffset? NextAfter(char method, DateTimeOffset after, TimeZoneInfo zone)
    {
        var local = TimeZoneInfo.ConvertTime(after, zone);
        return method switch
        {
            // By elapsed time, so that the hour that daylight saving repeats is rotated twice.
            'h' => after.AddTicks(TimeSpan.TicksPerHour - (local.Ticks % TimeSpan.TicksPerHour)),
            'd' => AtMidnight(local.Date.AddDays(1), zone),
            'w' => AtMidnight(local.Date.AddDays(7 - (int)local.DayOfWeek), zone),
            'm' => AtMidnight(new DateTime(local.Year, local.Month, 1, 0, 0, 0, DateTimeKind.Unspecified).AddMonths(1), zone),
            _ => null,
        };
    }

    /// <summary>HOURLY, DAILY, WEEKLY or MONTHLY.</summary>
    public static string NameOf(char method) => method switch
    {
        'h' => "HOURLY",
        'd' => "DAILY",
        'w' => "WEEKLY",
        'm' => "MONTHLY",
        _ => "NONE",
    };

    // Where daylight saving skips midnight, the day begins an hour later.
    private static DateTimeOffset AtMidnight(DateTime date, TimeZoneInfo zone)
    {
        var local = DateTime.SpecifyKind(date, DateTimeKind.Unspecified);
        while (zone.IsInvalidTime(local))
        {
            local = local.AddMinutes(30);
        }

        var offset = zone.IsAmbiguousTime(local) ? zone.GetAmbiguousTimeOffsets(local).Max() : zone.GetUtcOffset(local);
        return new DateTimeOffset(local, offset);
    }
}
