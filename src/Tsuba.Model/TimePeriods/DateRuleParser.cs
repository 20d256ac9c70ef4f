using System.Globalization;

namespace Tsuba.Model.TimePeriods;

/// <summary>Reads the date part of an entry.</summary>
internal static class DateRuleParser
{
    private const int MostTokens = 9;

    private static readonly string[] Weekdays = ["sunday", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday"];

    private static readonly string[] Months =
    [
        "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december",
    ];

    /// <summary>The rule; null if the text has none of the thirteen forms. A fault says of a rule that it names a day that cannot be.</summary>
    internal static DateRule? Parse(string text, out string? fault)
    {
        fault = null;
        Span<DateToken> buffer = stackalloc DateToken[MostTokens];
        var count = Tokens(text, buffer);
        if (count == 0)
        {
            return null;
        }

        var tokens = buffer[..count];
        var skip = 1;
        if (tokens is [.. var range, { Kind: DateTokenKind.Slash }, { Kind: DateTokenKind.Number, Number: >= 0 and var every }])
        {
            tokens = range;
            skip = Math.Max(1, every);
        }

        var isSkipping = tokens.Length != count;
        var dash = tokens.IndexOf(new DateToken(DateTokenKind.Dash, 0));
        var rule = dash < 0
            ? Single(tokens, isSkipping)
            : Range(tokens[..dash], tokens[(dash + 1)..]);
        if (rule is null)
        {
            return null;
        }

        fault = Fault(rule);
        return rule with { Skip = skip };
    }

    // Forms 2, 4, 11, 12 and 13. Of these only a calendar date may skip: it then has no end.
    private static DateRule? Single(ReadOnlySpan<DateToken> tokens, bool isSkipping)
    {
        if (tokens is [{ Kind: DateTokenKind.Date } date])
        {
            var day = DayAnchor.Of(DateOnly.FromDayNumber(date.Number));
            return new DateRule(DateRuleKind.CalendarDate, day, isSkipping ? null : day, 1);
        }

        if (isSkipping)
        {
            return null;
        }

        if (tokens is [{ Kind: DateTokenKind.Weekday } weekday])
        {
            return new DateRule(DateRuleKind.Weekday, new DayAnchor((DayOfWeek)weekday.Number, 0, 0, default), null, 1);
        }

        return Anchor(tokens) is var (kind, anchor) ? new DateRule(kind, anchor, null, 1) : null;
    }

    // Forms 1, 3 and 5 to 10.
    private static DateRule? Range(ReadOnlySpan<DateToken> left, ReadOnlySpan<DateToken> right)
    {
        if (left is [{ Kind: DateTokenKind.Date } from] && right is [{ Kind: DateTokenKind.Date } to])
        {
            return new DateRule(
                DateRuleKind.CalendarDate,
                DayAnchor.Of(DateOnly.FromDayNumber(from.Number)),
                DayAnchor.Of(DateOnly.FromDayNumber(to.Number)),
                1);
        }

        if (Anchor(left) is not var (kind, first))
        {
            return null;
        }

        if (right is [{ Kind: DateTokenKind.Number } number] && left.Length == 2)
        {
            return new DateRule(kind, first, first with { Number = number.Number }, 1);
        }

        return Anchor(right) is var (otherKind, last) && otherKind == kind ? new DateRule(kind, first, last, 1) : null;
    }

    private static (DateRuleKind Kind, DayAnchor Anchor)? Anchor(ReadOnlySpan<DateToken> tokens) => tokens switch
    {
        [{ Kind: DateTokenKind.Weekday } day, { Kind: DateTokenKind.Number } n, { Kind: DateTokenKind.Month } month] =>
            (DateRuleKind.MonthWeekday, new DayAnchor((DayOfWeek)day.Number, n.Number, month.Number, default)),
        [{ Kind: DateTokenKind.Weekday } day, { Kind: DateTokenKind.Number } n] =>
            (DateRuleKind.WeekdayOfMonth, new DayAnchor((DayOfWeek)day.Number, n.Number, 0, default)),
        [{ Kind: DateTokenKind.Month } month, { Kind: DateTokenKind.Number } n] =>
            (DateRuleKind.MonthDate, new DayAnchor(default, n.Number, month.Number, default)),
        [{ Kind: DateTokenKind.Day }, { Kind: DateTokenKind.Number } n] =>
            (DateRuleKind.MonthDay, new DayAnchor(default, n.Number, 0, default)),
        _ => null,
    };

    private static string? Fault(DateRule rule)
    {
        if (rule.Kind == DateRuleKind.CalendarDate)
        {
            return rule.Last is { } last && last.Date < rule.First.Date ? "the last day is before the first, so it is never valid" : null;
        }

        if (rule.Kind == DateRuleKind.Weekday)
        {
            return null;
        }

        var countsWeekdays = rule.Kind is DateRuleKind.MonthWeekday or DateRuleKind.WeekdayOfMonth;
        return Fault(rule.First, countsWeekdays, "so it is never valid")
            ?? (rule.Last is { } end ? Fault(end, countsWeekdays, end.Number > 0 ? "so it ends with the month" : "so it is never valid") : null);
    }

    private static string? Fault(DayAnchor anchor, bool countsWeekdays, string consequence)
    {
        // 2000 was a leap year: February 29 exists, if not in each year.
        var most = countsWeekdays ? 5 : anchor.Month == 0 ? 31 : DateTime.DaysInMonth(2000, anchor.Month);
        return anchor.Number == 0 || Math.Abs(anchor.Number) > most
            ? string.Create(CultureInfo.InvariantCulture, $"{anchor.Number} is not between 1 and {most}, or -1 and -{most}, {consequence}")
            : null;
    }

    // 0 tokens: something in the text is none.
    private static int Tokens(ReadOnlySpan<char> text, Span<DateToken> tokens)
    {
        var count = 0;
        while (!(text = text.TrimStart()).IsEmpty)
        {
            if (count == tokens.Length)
            {
                return 0;
            }

            // "10 - 15" and "10 -15" are a range; "day -1" is a negative number.
            var mayBeSigned = count > 0 && tokens[count - 1].Kind is not (DateTokenKind.Number or DateTokenKind.Date);
            var length = Token(text, mayBeSigned, out tokens[count]);
            if (length == 0)
            {
                return 0;
            }

            text = text[length..];
            count++;
        }

        return count;
    }

    private static int Token(ReadOnlySpan<char> text, bool mayBeSigned, out DateToken token)
    {
        token = default;
        if (text[0] == '/')
        {
            token = new DateToken(DateTokenKind.Slash, 0);
            return 1;
        }

        if (text[0] == '-' && !(mayBeSigned && text.Length > 1 && char.IsAsciiDigit(text[1])))
        {
            token = new DateToken(DateTokenKind.Dash, 0);
            return 1;
        }

        if (char.IsAsciiLetter(text[0]))
        {
            var end = 0;
            while (end < text.Length && char.IsAsciiLetter(text[end]))
            {
                end++;
            }

            return Word(text[..end], out token) ? end : 0;
        }

        return NumberOrDate(text, out token);
    }

    private static int NumberOrDate(ReadOnlySpan<char> text, out DateToken token)
    {
        token = default;
        if (text.Length >= 10
            && text[4] == '-'
            && (text.Length == 10 || !char.IsAsciiDigit(text[10]))
            && DateOnly.TryParseExact(text[..10], "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date))
        {
            token = new DateToken(DateTokenKind.Date, date.DayNumber);
            return 10;
        }

        var end = text[0] == '-' ? 1 : 0;
        while (end < text.Length && char.IsAsciiDigit(text[end]))
        {
            end++;
        }

        if (end > 5 || !int.TryParse(text[..end], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number))
        {
            return 0;
        }

        token = new DateToken(DateTokenKind.Number, number);
        return end;
    }

    private static bool Word(ReadOnlySpan<char> word, out DateToken token)
    {
        if (word.Equals("day", StringComparison.OrdinalIgnoreCase))
        {
            token = new DateToken(DateTokenKind.Day, 0);
            return true;
        }

        if (IndexOf(Weekdays, word) is >= 0 and var weekday)
        {
            token = new DateToken(DateTokenKind.Weekday, weekday);
            return true;
        }

        var month = IndexOf(Months, word);
        token = new DateToken(DateTokenKind.Month, month + 1);
        return month >= 0;
    }

    private static int IndexOf(string[] names, ReadOnlySpan<char> word)
    {
        for (var index = 0; index < names.Length; index++)
        {
            if (word.Equals(names[index], StringComparison.OrdinalIgnoreCase))
            {
                return index;
            }
        }

        return -1;
    }
}
