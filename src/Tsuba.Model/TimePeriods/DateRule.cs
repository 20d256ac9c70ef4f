namespace Tsuba.Model.TimePeriods;

/// <summary>Which days an entry is for. Source: reference/shinken.md 3.5; the skip is counted from the first day of the range (design 3).</summary>
/// <param name="Kind">How the ends are found.</param>
/// <param name="First">First day.</param>
/// <param name="Last">Last day, inclusive; null: no end (form 2), only for calendar dates.</param>
/// <param name="Skip">Every n-th day of the range counts, starting with the first; 1: each.</param>
public sealed record DateRule(DateRuleKind Kind, DayAnchor First, DayAnchor? Last, int Skip)
{
    // The calendar ends at year 9999; the days at its edges are nobody's.
    private static readonly int EarliestYear = DateOnly.MinValue.Year + 1;
    private static readonly int LatestYear = DateOnly.MaxValue.Year - 1;

    /// <summary>Whether the rule is for this day.</summary>
    public bool Matches(DateOnly day)
    {
        if (day.Year < EarliestYear || day.Year > LatestYear)
        {
            return false;
        }

        switch (Kind)
        {
            case DateRuleKind.Weekday:
                return day.DayOfWeek == First.Weekday;
            case DateRuleKind.CalendarDate:
                return IsInside(day, First.Date, Last?.Date ?? DateOnly.MaxValue);
            case DateRuleKind.MonthDate or DateRuleKind.MonthWeekday:
                // A range over the turn of the year starts in the year before.
                return MatchesInYear(day, day.Year) || MatchesInYear(day, day.Year - 1);
            default:
                return MatchesInMonth(day);
        }
    }

    // A range over the turn of the month (day 25 - 5) is its beginning and its end in every month, as in nagios4, also where one of two months is too
    // short for the other end.
    private bool MatchesInMonth(DateOnly day)
    {
        var countWeekdays = Kind == DateRuleKind.WeekdayOfMonth;
        if (LastDay(Last ?? First, day.Year, day.Month, countWeekdays) is not { } to)
        {
            return false;
        }

        var from = First.DayIn(day.Year, day.Month, countWeekdays);
        if (from <= to)
        {
            return IsInside(day, from.Value, to);
        }

        if (day >= from)
        {
            return IsInside(day, from.Value, DateOnly.MaxValue);
        }

        if (day > to || (from is null && !(Last is { Number: > 0 } end && end.Number < First.Number)))
        {
            return false;
        }

        var previous = new DateOnly(day.Year, day.Month, 1).AddMonths(-1);
        return Skip <= 1 || (First.DayIn(previous.Year, previous.Month, countWeekdays) is { } begun && IsInside(day, begun, to));
    }

    private bool MatchesInYear(DateOnly day, int year)
    {
        var last = Last ?? First;
        var countWeekdays = Kind == DateRuleKind.MonthWeekday;
        if (First.DayIn(year, First.Month, countWeekdays) is not { } from || LastDay(last, year, last.Month, countWeekdays) is not { } to)
        {
            return false;
        }

        if (to < from)
        {
            if (LastDay(last, year + 1, last.Month, countWeekdays) is not { } later)
            {
                return false;
            }

            to = later;
        }

        return IsInside(day, from, to);
    }

    // A range whose end the month is too short for ends with the month.
    private DateOnly? LastDay(DayAnchor last, int year, int month, bool countWeekdays) =>
        last.DayIn(year, month, countWeekdays)
        ?? (last.Number > 0 && Last is not null ? new DateOnly(year, month, DateTime.DaysInMonth(year, month)) : null);

    private bool IsInside(DateOnly day, DateOnly from, DateOnly to) =>
        day >= from && day <= to && (Skip <= 1 || (day.DayNumber - from.DayNumber) % Skip == 0);
}
