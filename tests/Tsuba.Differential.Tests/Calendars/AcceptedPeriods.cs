using Tsuba.Model.TimePeriods;

namespace Tsuba.Differential.Tests.Calendars;

/// <summary>Moments at which nagios4 and Tsuba may differ; each has its row in docs/deviations.md.</summary>
internal static class AcceptedPeriods
{
    private const long Hour = 3600;

    /// <summary>The deviation because of which a difference at a moment is accepted; null: none.</summary>
    /// <param name="period">The period.</param>
    /// <param name="window">Where the moment lies.</param>
    /// <param name="utcSeconds">The moment.</param>
    public static string? Deviation(TimePeriod period, CalendarWindow window, long utcSeconds)
    {
        var day = DateOnly.FromDateTime(window.Local(utcSeconds).DateTime);
        var isDayOfChange = window.IsDayOfChange(utcSeconds);
        return Rules(period).Select(rule => Deviation(rule, window, day, isDayOfChange)).FirstOrDefault(found => found is not null)
            ?? (isDayOfChange && IsNearABound(period, window, utcSeconds) ? "D-44" : null);
    }

    private static IEnumerable<DateRule> Rules(TimePeriod period) => period.Entries.Select(entry => entry.Days).Concat(period.Excludes.SelectMany(Rules));

    private static string? Deviation(DateRule rule, CalendarWindow window, DateOnly day, bool isDayOfChange)
    {
        var everyDay = rule with { Skip = 1 };
        var hasBegun = HasBegun(rule, day);

        // After the change the midnight of its day is an hour early or late: / n counts a day too few, a long day is behind the last one, a short day before the
        // first one counts as that. Half an hour is made up for as if it were one.
        if (isDayOfChange && (rule.Skip > 1 || everyDay.Matches(day.AddDays(1)) != everyDay.Matches(day)))
        {
            return "D-44";
        }

        // Days are also counted from where a day without midnight begins.
        if (rule.Skip > 1 && (window.ChangesByHalfAnHour || window.SkipsAMidnight))
        {
            return "D-44";
        }

        if (rule.Skip > 1 && rule.Last is not null)
        {
            return rule.First.Number < 0 ? "D-234" : !everyDay.Matches(day) || !hasBegun ? "D-230" : null;
        }

        return rule.Kind switch
        {
            DateRuleKind.MonthDate or DateRuleKind.MonthWeekday when IsEndMissing(rule, day.Year) || IsEndMissing(rule, day.Year + 1) => "D-233",
            DateRuleKind.MonthDate or DateRuleKind.MonthWeekday when everyDay.Matches(day) && !hasBegun => "D-231",
            DateRuleKind.MonthDay or DateRuleKind.WeekdayOfMonth when everyDay.Matches(day) && !HasBegun(rule, EndOfMonth(day)) => "D-232",
            _ => null,
        };
    }

    // Whether the first day of the range, in the same month or, where the rule names one, in the same year, is not after the day.
    private static bool HasBegun(DateRule rule, DateOnly day)
    {
        var first = rule with { Last = null, Skip = 1 };
        var from = rule.Kind switch
        {
            DateRuleKind.CalendarDate => rule.First.Date,
            DateRuleKind.MonthDate or DateRuleKind.MonthWeekday => new DateOnly(day.Year, 1, 1),
            _ => new DateOnly(day.Year, day.Month, 1),
        };
        return rule.Kind == DateRuleKind.CalendarDate ? day >= from : Days(from, day).Any(first.Matches);
    }

    private static bool IsEndMissing(DateRule rule, int year)
    {
        if (rule.Last is not { } last)
        {
            return false;
        }

        var from = new DateOnly(year, last.Month, 1);
        return !Days(from, EndOfMonth(from)).Any((rule with { First = last, Last = null, Skip = 1 }).Matches);
    }

    // On the day of a change nagios4 counts from midnight, so it is late or early by as much as the clock is changed.
    private static bool IsNearABound(TimePeriod period, CalendarWindow window, long utcSeconds)
    {
        for (var near = utcSeconds - Hour; near <= utcSeconds + Hour; near += 60)
        {
            if (period.Contains(near, window.ZoneInfo) != period.Contains(utcSeconds, window.ZoneInfo))
            {
                return true;
            }
        }

        return false;
    }

    private static IEnumerable<DateOnly> Days(DateOnly from, DateOnly to)
    {
        for (var day = from; day <= to; day = day.AddDays(1))
        {
            yield return day;
        }
    }

    private static DateOnly EndOfMonth(DateOnly day) => new(day.Year, day.Month, DateTime.DaysInMonth(day.Year, day.Month));
}
