using System.Collections.Immutable;
using System.Globalization;
using Tsuba.Model.TimePeriods;
using Period = Tsuba.Modules.Livestatus.Tables.Make<Tsuba.Model.TimePeriods.TimePeriod>;

namespace Tsuba.Modules.Livestatus.Tables;

/// <summary>Columns of time periods. Exceptions are lists of the rule's days as text, then its ranges in seconds of the day.</summary>
internal static class TimePeriodColumns
{
    public static ImmutableArray<Column> All { get; } =
    [
        Period.Text("name", "Name", (period, _) => period.Name),
        Period.Text("alias", "Alias", (period, _) => period.Alias),
        Period.Int("id", "Place in the table", (period, context) => context.Index.IdOf(period)),
        Period.Flag("in", "Whether it holds now", (period, context) => context.IsIn(period)),
        Period.List("days", "Seven lists from Sunday on, of ranges in seconds", Days),
        Period.List("exclusions", "Names of the periods that it excludes", (period, _, cell) =>
        {
            foreach (var excluded in period.Excludes)
            {
                cell.Add(excluded.Name);
            }
        }),
        Exceptions("exceptions_calendar_dates", "Ranges on calendar dates", DateRuleKind.CalendarDate),
        Exceptions("exceptions_month_date", "Ranges on days of a month", DateRuleKind.MonthDate),
        Exceptions("exceptions_month_day", "Ranges on days of every month", DateRuleKind.MonthDay),
        Exceptions("exceptions_month_week_day", "Ranges on weekdays of a month", DateRuleKind.MonthWeekday),
        Exceptions("exceptions_week_day", "Ranges on weekdays of every month", DateRuleKind.WeekdayOfMonth),
    ];

    private static void Days(TimePeriod period, QueryContext context, ListCell cell)
    {
        for (var day = 0; day < 7; day++)
        {
            cell.Open();
            foreach (var entry in period.Entries)
            {
                if (entry.Days.Kind == DateRuleKind.Weekday && (int)entry.Days.First.Weekday == day)
                {
                    Ranges(entry, cell);
                }
            }

            cell.Close();
        }
    }

    private static Column Exceptions(string name, string description, DateRuleKind kind) => Period.List(name, description, (period, _, cell) =>
    {
        foreach (var entry in period.Entries)
        {
            if (entry.Days.Kind != kind)
            {
                continue;
            }

            cell.Open();
            cell.Add(Text(kind, entry.Days.First));
            cell.Add(entry.Days.Last is { } last ? Text(kind, last) : "");
            cell.Add(entry.Days.Skip);
            Ranges(entry, cell);
            cell.Close();
        }
    });

    private static void Ranges(DateEntry entry, ListCell cell)
    {
        foreach (var range in entry.Times)
        {
            cell.Open();
            cell.Add(range.Start);
            cell.Add(range.End);
            cell.Close();
        }
    }

    private static string Text(DateRuleKind kind, DayAnchor anchor) => kind switch
    {
        DateRuleKind.CalendarDate => anchor.Date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        DateRuleKind.MonthDate => string.Create(CultureInfo.InvariantCulture, $"{anchor.Month} {anchor.Number}"),
        DateRuleKind.MonthDay => anchor.Number.ToString(CultureInfo.InvariantCulture),
        DateRuleKind.MonthWeekday => string.Create(CultureInfo.InvariantCulture, $"{anchor.Weekday} {anchor.Number} {anchor.Month}"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{anchor.Weekday} {anchor.Number}"),
    };
}
