using System.Globalization;
using Tsuba.Model.TimePeriods;

namespace Tsuba.Modules.StatusData.Objects;

/// <summary>Writes date entries of time periods as the configuration language has them.</summary>
internal static class DateText
{
    /// <summary>The days of an entry: <c>sunday</c>, <c>day 1 - 15 / 2</c>, <c>2026-12-24</c> …</summary>
    public static string Of(DateRule rule)
    {
        var first = Anchor(rule.Kind, rule.First);
        var last = rule.Last is { } end && end != rule.First ? $" - {Anchor(rule.Kind, end)}" : "";
        var skip = rule.Skip > 1 ? $" / {rule.Skip.ToString(CultureInfo.InvariantCulture)}" : "";
        return rule.Kind switch
        {
            // A date with a skip and no end goes on for ever; without both it is one day.
            DateRuleKind.CalendarDate when rule.Last is null => first + skip,
            DateRuleKind.MonthDay when rule.Last is { } to && to != rule.First => $"{first} - {Number(to.Number)}{skip}",
            _ => first + last + skip,
        };
    }

    private static string Anchor(DateRuleKind kind, DayAnchor anchor) => kind switch
    {
        DateRuleKind.CalendarDate => anchor.Date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        DateRuleKind.MonthDate => $"{Month(anchor.Month)} {Number(anchor.Number)}",
        DateRuleKind.MonthDay => $"day {Number(anchor.Number)}",
        DateRuleKind.MonthWeekday => $"{Weekday(anchor)} {Number(anchor.Number)} {Month(anchor.Month)}",
        DateRuleKind.WeekdayOfMonth => $"{Weekday(anchor)} {Number(anchor.Number)}",
        _ => Weekday(anchor),
    };

    private static string Weekday(DayAnchor anchor) => anchor.Weekday.ToString().ToLowerInvariant();

    private static string Month(int month) => CultureInfo.InvariantCulture.DateTimeFormat.GetMonthName(month).ToLowerInvariant();

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);
}
