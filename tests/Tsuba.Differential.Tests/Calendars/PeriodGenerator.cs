using System.Globalization;

namespace Tsuba.Differential.Tests.Calendars;

/// <summary>Makes random time periods of all forms of dates, with excludes. Bounds are full minutes.</summary>
internal sealed class PeriodGenerator
{
    private const int Minutes = 24 * 60;

    private static readonly string[] Weekdays = ["sunday", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday"];
    private static readonly string[] Months =
        ["january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december"];

    private readonly Random _random;
    private readonly DateOnly _around;

    private PeriodGenerator(int seed, DateOnly around)
    {
        _random = new Random(seed);
        _around = around;
    }

    /// <summary>Number of forms in which a date can be written.</summary>
    public const int Forms = 13;

    /// <summary>Definitions of periods; equal arguments give equal ones.</summary>
    /// <param name="seed">Seed of the run.</param>
    /// <param name="number">Which: its name is <c>p</c> and this number.</param>
    /// <param name="around">Dates lie about here.</param>
    public static string Make(int seed, int number, DateOnly around)
    {
        var generator = new PeriodGenerator(unchecked((seed * 1_000_003) + (number * 7) + around.DayNumber), around);
        var name = $"p{number.ToString(CultureInfo.InvariantCulture)}";
        return generator._random.Next(3) == 0
            ? generator.Define($"{name}-not", number / 2, "") + generator.Define(name, number, $"{name}-not")
            : generator.Define(name, number, "");
    }

    // Each form comes in turn; one to three more are drawn.
    private string Define(string name, int form, string exclude)
    {
        var entries = new Dictionary<string, string>(StringComparer.Ordinal) { [Date(form % Forms)] = Times() };
        for (var more = _random.Next(4); more > 0; more--)
        {
            entries[Date(_random.Next(Forms))] = Times();
        }

        return $"define timeperiod {{\n  timeperiod_name {name}\n  alias {name}\n"
            + string.Concat(entries.Select(entry => $"  {entry.Key} {entry.Value}\n"))
            + (exclude.Length > 0 ? $"  exclude {exclude}\n" : "") + "}\n";
    }

    // The forms of reference/shinken.md 3.5, in its order.
    private string Date(int form) => form switch
    {
        0 => $"{Calendar(-9)} - {Calendar(9)} / {Skip()}",
        1 => $"{Calendar(-9)} / {Skip()}",
        2 => $"{Calendar(-3)} - {Calendar(5)}",
        3 => Calendar(0),
        4 => $"{Weekday()} {Nth()} {Month()} - {Weekday()} {Nth()} {Month()} / {Skip()}",
        5 => _random.Next(3) switch
        {
            0 => $"{Weekday()} {Nth()} - {Weekday()} {Nth()} / {Skip()}",
            1 => $"{MonthDay()} - {MonthDay()} / {Skip()}",
            _ => $"day {Day()} - day {Day()} / {Skip()}",
        },
        6 => $"{Pick($"{MonthDay()} - {Text(_random.Next(1, 29))}", $"day {Day()} - {Day()}", $"{Weekday()} {Nth()} - {Nth()}")} / {Skip()}",
        7 => $"{Weekday()} {Nth()} {Month()} - {Weekday()} {Nth()} {Month()}",
        8 => _random.Next(2) == 0 ? $"day {Day()} - {Day()}" : $"{MonthDay()} - {Text(_random.Next(1, 29))}",
        9 => Pick($"{Weekday()} {Nth()} - {Weekday()} {Nth()}", $"{MonthDay()} - {MonthDay()}", $"day {Day()} - day {Day()}"),
        10 => $"{Weekday()} {Nth()} {Month()}",
        11 => Pick(MonthDay(), $"day {Day()}", $"{Weekday()} {Nth()}"),
        _ => Weekday(),
    };

    private string Pick(params string[] choices) => choices[_random.Next(choices.Length)];

    private string Calendar(int offset) => _around.AddDays(offset + _random.Next(-4, 5)).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private string Skip() => Text(_random.Next(2, 6));

    private string Weekday() => Weekdays[_random.Next(7)];

    // The months about the middle, so that most entries can fit.
    private string Month() => Months[(_around.Month - 1 + 12 + _random.Next(-1, 2)) % 12];

    // A day that the month has, in a leap year at least.
    private string MonthDay()
    {
        var month = Month();
        var last = DateTime.DaysInMonth(2024, Array.IndexOf(Months, month) + 1);
        return $"{month} {Text(_random.Next(5) == 0 ? -_random.Next(1, 5) : _random.Next(1, last + 1))}";
    }

    private string Day() => Text(_random.Next(5) == 0 ? -_random.Next(1, 5) : _random.Next(1, 32));

    private string Nth() => Text(_random.Next(3) == 0 ? -_random.Next(1, 3) : _random.Next(1, 5));

    private string Times()
    {
        if (_random.Next(4) == 0)
        {
            return "00:00-24:00";
        }

        var from = _random.Next(Minutes - 2);
        var middle = _random.Next(from + 1, Minutes);
        var first = $"{Clock(from)}-{Clock(middle)}";
        return middle < Minutes - 2 && _random.Next(2) == 0 ? $"{first},{Clock(_random.Next(middle + 1, Minutes))}-24:00" : first;
    }

    private static string Clock(int minute) => string.Create(CultureInfo.InvariantCulture, $"{minute / 60:00}:{minute % 60:00}");

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
