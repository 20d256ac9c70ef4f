namespace Tsuba.Model.TimePeriods;

/// <summary>Kinds of date entries, the specific ones first. Source: reference/shinken.md 3.5.</summary>
public enum DateRuleKind : byte
{
    /// <summary><c>2026-12-25</c>: forms 1 to 4.</summary>
    CalendarDate = 0,

    /// <summary><c>july 10 - august 15</c>: days of named months.</summary>
    MonthDate = 1,

    /// <summary><c>day 1 - 15</c>: days of every month.</summary>
    MonthDay = 2,

    /// <summary><c>thursday 4 november</c>: weekdays of named months.</summary>
    MonthWeekday = 3,

    /// <summary><c>wednesday 2</c>: weekdays of every month.</summary>
    WeekdayOfMonth = 4,

    /// <summary><c>sunday</c>.</summary>
    Weekday = 5,
}
