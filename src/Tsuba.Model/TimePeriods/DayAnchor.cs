namespace Tsuba.Model.TimePeriods;

/// <summary>One end of a date rule: a day that is found anew in each year or month, or a fixed date.</summary>
/// <param name="Weekday">Weekday for the kinds that count weekdays.</param>
/// <param name="Number">Which one; negative numbers count from the end of the month, and 0 is not used.</param>
/// <param name="Month">1 to 12 for the kinds that name a month, else 0.</param>
/// <param name="Date">The date of a calendar date.</param>
public readonly record struct DayAnchor(DayOfWeek Weekday, int Number, int Month, DateOnly Date)
{
    /// <summary>The anchor of a fixed date.</summary>
    public static DayAnchor Of(DateOnly date) => new(default, 0, 0, date);

    /// <summary>
    /// The day in a month; null if the month has no such day (<c>day 31</c> in June, <c>monday 5</c> in most months).
    /// </summary>
    internal DateOnly? DayIn(int year, int month, bool countWeekdays)
    {
        var length = DateTime.DaysInMonth(year, month);
        int day;
        if (!countWeekdays)
        {
            day = Number > 0 ? Number : length + Number + 1;
        }
        else if (Number > 0)
        {
            var first = (int)new DateOnly(year, month, 1).DayOfWeek;
            day = 1 + (((int)Weekday - first + 7) % 7) + ((Number - 1) * 7);
        }
        else
        {
            var last = (int)new DateOnly(year, month, length).DayOfWeek;
            day = length - ((last - (int)Weekday + 7) % 7) + ((Number + 1) * 7);
        }

        return day >= 1 && day <= length ? new DateOnly(year, month, day) : null;
    }
}
