using Tsuba.Model.Diagnostics;
using Tsuba.Model.TimePeriods;

namespace Tsuba.Model.Tests.TimePeriods;

public sealed class TimePeriodParserTests
{
    [Theory]
    // Form 1: date - date / n.
    [InlineData("2026-01-01 - 2026-03-01 / 3", "2026-01-01 2026-01-04 2026-01-31", "2026-01-02 2025-12-29 2026-03-02")]
    // Form 2: date / n, without an end.
    [InlineData("2026-01-01 / 7", "2026-01-01 2026-01-08 2027-12-30", "2026-01-02 2025-12-25")]
    // Form 3: date - date.
    [InlineData("2026-01-01 - 2026-01-10", "2026-01-01 2026-01-10", "2025-12-31 2026-01-11")]
    // Form 4: date.
    [InlineData("2026-12-25", "2026-12-25", "2026-12-24 2025-12-25")]
    // Form 5: weekday n month - weekday n month / n. First Monday of January 2026 is the 5th, second Friday of March the 13th.
    [InlineData("monday 1 january - friday 2 march / 2", "2026-01-05 2026-01-07 2026-03-12", "2026-01-06 2026-03-13 2026-03-14 2026-01-04")]
    // Form 6: X n - Y m / n.
    [InlineData("day 1 - day 15 / 5", "2026-02-01 2026-02-06 2026-02-11", "2026-02-02 2026-02-16 2026-02-15")]
    [InlineData("july 10 - august 15 / 2", "2026-07-10 2026-07-12 2026-08-15", "2026-07-11 2026-08-14 2026-08-17")]
    [InlineData("tuesday 1 - friday 2 / 3", "2026-06-02 2026-06-05 2026-06-11", "2026-06-03 2026-06-12 2026-06-14")]
    // Form 7: X n - m / n.
    [InlineData("july 10 - 15 / 2", "2026-07-10 2026-07-14", "2026-07-11 2026-07-16")]
    // Form 8: weekday n month - weekday n month.
    [InlineData("monday 3 july - thursday -1 july", "2026-07-20 2026-07-30", "2026-07-19 2026-07-31")]
    // Form 9: X n - m.
    [InlineData("day 1 - 15", "2026-04-01 2026-04-15", "2026-04-16 2026-03-31")]
    [InlineData("day 20 - -1", "2026-02-20 2026-02-28 2024-02-29", "2026-02-19 2026-03-01")]
    // Form 10: X n - Y m.
    [InlineData("tuesday 1 - friday 2", "2026-06-02 2026-06-12", "2026-06-01 2026-06-13")]
    // Form 11: weekday n month.
    [InlineData("thursday 4 november", "2026-11-26", "2026-11-19 2026-10-22")]
    // Form 12: X n.
    [InlineData("february -1", "2026-02-28 2024-02-29", "2024-02-28 2026-02-27")]
    [InlineData("day 10", "2026-02-10 2026-12-10", "2026-02-11")]
    [InlineData("wednesday 2", "2026-07-08", "2026-07-01 2026-07-15")]
    [InlineData("wednesday -1", "2026-07-29", "2026-07-22")]
    // Form 13: weekday.
    [InlineData("sunday", "2026-07-05 2026-07-12", "2026-07-06")]
    // Over the turn of a year, over the turn of a month, and days that a month does not have.
    [InlineData("december 20 - january 5", "2025-12-20 2026-01-05 2026-12-31", "2026-01-06 2025-12-19")]
    [InlineData("day 25 - day 5", "2026-01-25 2026-02-05 2026-02-28", "2026-02-06 2026-02-24")]
    // Each month has the head and the tail of it, whatever the months beside it have (deviation D-232).
    [InlineData("day 31 - 5", "2026-01-31 2026-02-05 2026-03-05 2026-04-05", "2026-01-30 2026-02-28 2026-04-30 2026-04-06")]
    [InlineData("day 29 - day -3", "2026-05-29 2026-06-01 2026-06-30", "2026-05-28 2026-05-30 2026-02-20")]
    [InlineData("day 28 - day 3 / 2", "2026-01-28 2026-01-30 2026-02-01 2026-02-03 2026-03-02", "2026-02-02 2026-01-29 2026-03-03")]
    [InlineData("day 28 - 31", "2026-02-28 2026-04-30 2026-05-31", "2026-02-27 2026-03-01")]
    [InlineData("day 31", "2026-05-31", "2026-06-30 2026-07-01")]
    [InlineData("  MONDAY   1-3 ", "2026-06-01 2026-06-15", "2026-06-16")]
    public void Parse_Form_MatchesItsDaysOnly(string date, string days, string otherDays)
    {
        var entry = TimePeriodParser.Parse(date, "08:00-12:00", out var finding);

        Assert.Null(finding);
        Assert.NotNull(entry);
        Assert.All(days.Split(' '), day => Assert.True(entry.Days.Matches(DateOnly.Parse(day)), day));
        Assert.All(otherDays.Split(' '), day => Assert.False(entry.Days.Matches(DateOnly.Parse(day)), day));
    }

    [Theory]
    [InlineData("00:00-24:00", "00:00-24:00")]
    [InlineData("13:30-17:00, 8:00 - 12:00", "08:00-12:00,13:30-17:00")]
    public void Parse_Times_AreSortedRanges(string times, string expected)
    {
        var entry = TimePeriodParser.Parse("monday", times, out var finding);

        Assert.Null(finding);
        Assert.Equal(expected, string.Join(',', entry?.Times ?? []));
    }

    [Theory]
    [InlineData("mnday", "08:00-12:00", "TSB2101")]
    [InlineData("", "08:00-12:00", "TSB2101")]
    [InlineData("july 10 - day 15", "08:00-12:00", "TSB2101")]
    [InlineData("monday 1 january / 2", "08:00-12:00", "TSB2101")]
    [InlineData("day 1 - 2 - 3", "08:00-12:00", "TSB2101")]
    [InlineData("monday", "08:00-25:00", "TSB2102")]
    [InlineData("monday", "08:61-12:00", "TSB2102")]
    [InlineData("monday", "24:01-24:00", "TSB2102")]
    [InlineData("monday", "all day", "TSB2102")]
    [InlineData("monday", "", "TSB2102")]
    public void Parse_BadEntry_GivesItsFindingAndNoEntry(string date, string times, string code)
    {
        var entry = TimePeriodParser.Parse(date, times, out var finding);

        Assert.Null(entry);
        Assert.Equal(code, finding?.Code.Code);
    }

    [Theory]
    [InlineData("day 32", "", "2026-01-31 2026-02-01")]
    [InlineData("monday 0", "", "2026-06-01 2026-05-25")]
    [InlineData("june 31", "", "2026-06-30 2026-07-01")]
    [InlineData("2026-02-01 - 2026-01-01", "", "2026-01-01 2026-01-15 2026-02-01")]
    [InlineData("day 31 - -32", "", "2026-01-31 2026-02-01")]
    // nagios4 takes these too (deviation D-233).
    [InlineData("february 14 - 31", "2026-02-14 2026-02-28 2024-02-29", "2026-02-13 2026-03-01 2026-12-31")]
    [InlineData("monday 2 - 7", "2026-06-08 2026-06-30", "2026-06-07 2026-07-01")]
    public void Parse_DayThatCannotBe_IsKeptWithAWarning(string date, string days, string otherDays)
    {
        var entry = TimePeriodParser.Parse(date, "08:00-12:00", out var finding);

        Assert.Equal("TSB2103", finding?.Code.Code);
        Assert.Equal(Severity.Warning, finding?.Code.Severity);
        Assert.NotNull(entry);
        Assert.All(days.Split(' ', StringSplitOptions.RemoveEmptyEntries), day => Assert.True(entry.Days.Matches(DateOnly.Parse(day)), day));
        Assert.All(otherDays.Split(' '), day => Assert.False(entry.Days.Matches(DateOnly.Parse(day)), day));
    }

    [Fact]
    public void Parse_RangeThatEndsBeforeItStarts_IsLeftOutWithAWarning()
    {
        var entry = TimePeriodParser.Parse("monday", "22:00-06:00,08:00-09:00", out var finding);

        Assert.Equal("TSB2105", finding?.Code.Code);
        Assert.Equal("08:00-09:00", string.Join(',', entry?.Times ?? []));
    }
}
