using Tsuba.Model.TimePeriods;

namespace Tsuba.Modules.Availability;

/// <summary>Ranges of reports by name, cut at the midnights of a zone; a day of a clock change has 23 or 25 hours.</summary>
public static class ReportRange
{
    /// <summary>Most pieces that a time period may cut a range into.</summary>
    public const int MostPieces = 100_000;

    /// <summary>All names.</summary>
    public static IReadOnlyList<string> Names { get; } =
        ["today", "last24hours", "yesterday", "thisweek", "last7days", "lastweek", "thismonth", "last31days", "lastmonth", "thisyear", "lastyear"];

    /// <summary>A range by its name; null: there is none of this name. It never ends after now. Weeks begin on Monday (Deviation D-256).</summary>
    public static TimeSpanUtc? Named(string name, DateTimeOffset now, TimeZoneInfo zone)
    {
        var today = DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(now, zone).DateTime);
        var monday = today.AddDays(-(((int)today.DayOfWeek + 6) % 7));
        var first = new DateOnly(today.Year, today.Month, 1);
        var year = new DateOnly(today.Year, 1, 1);
        var end = now.ToUnixTimeMilliseconds();
        return name switch
        {
            "today" => new TimeSpanUtc(Midnight(today, zone), end),
            "last24hours" => new TimeSpanUtc(end - (long)TimeSpan.FromHours(24).TotalMilliseconds, end),
            "yesterday" => Days(today.AddDays(-1), today, zone),
            "thisweek" => new TimeSpanUtc(Midnight(monday, zone), end),
            "last7days" => new TimeSpanUtc(end - (long)TimeSpan.FromDays(7).TotalMilliseconds, end),
            "lastweek" => Days(monday.AddDays(-7), monday, zone),
            "thismonth" => new TimeSpanUtc(Midnight(first, zone), end),
            "last31days" => new TimeSpanUtc(end - (long)TimeSpan.FromDays(31).TotalMilliseconds, end),
            "lastmonth" => Days(first.AddMonths(-1), first, zone),
            "thisyear" => new TimeSpanUtc(Midnight(year, zone), end),
            "lastyear" => Days(year.AddYears(-1), year, zone),
            _ => null,
        };
    }

    /// <summary>The whole days from one date to before another.</summary>
    public static TimeSpanUtc Days(DateOnly from, DateOnly until, TimeZoneInfo zone) => new(Midnight(from, zone), Midnight(until, zone));

    /// <summary>
    /// The first moment of a day in UTC milliseconds. Where the clock skips midnight, the day begins with the first minute that there is;
    /// where midnight comes twice, with the first of them.
    /// </summary>
    public static long Midnight(DateOnly day, TimeZoneInfo zone)
    {
        var local = day.ToDateTime(TimeOnly.MinValue);
        while (zone.IsInvalidTime(local))
        {
            local = local.AddMinutes(1);
        }

        var offset = zone.IsAmbiguousTime(local) ? zone.GetAmbiguousTimeOffsets(local).Max() : zone.GetUtcOffset(local);
        return new DateTimeOffset(local, offset).ToUnixTimeMilliseconds();
    }

    /// <summary>The pieces of a range in which a time period is valid; the range itself without one. Null: there are too many.</summary>
    public static IReadOnlyList<TimeSpanUtc>? Inside(TimeSpanUtc range, TimePeriod? period, TimeZoneInfo zone)
    {
        if (period is null)
        {
            return [range];
        }

        var pieces = new List<TimeSpanUtc>();
        var at = range.Begin;
        while (at < range.End)
        {
            // The second of a moment decides: validity changes on whole seconds.
            var second = Math.DivRem(at, 1000).Quotient;
            var isValid = period.Contains(second, zone);
            var next = period.NextChange(second, zone) is { } change ? Math.Min(change * 1000, range.End) : range.End;
            if (isValid)
            {
                if (pieces.Count == MostPieces)
                {
                    return null;
                }

                pieces.Add(new TimeSpanUtc(at, next));
            }

            at = next;
        }

        return pieces;
    }
}
