using System.Globalization;
using Tsuba.Model.Items;
using Tsuba.Model.TimePeriods;
using Tsuba.Testing;

namespace Tsuba.Model.Tests.TimePeriods;

public sealed class TimePeriodSearchTests
{
    private static readonly TimeZoneInfo Paris = TimeZoneInfo.FindSystemTimeZoneById("Europe/Paris");

    [Fact]
    public void Contains_RangeOfTimes_BothEndsBelongToIt()
    {
        var period = Period(("monday", "08:00-17:00"));

        Assert.False(period.Contains(Utc("2026-06-01T05:59:59"), Paris));
        Assert.True(period.Contains(Utc("2026-06-01T06:00:00"), Paris));
        Assert.True(period.Contains(Utc("2026-06-01T15:00:00"), Paris));
        Assert.False(period.Contains(Utc("2026-06-01T15:00:01"), Paris));
    }

    [Fact]
    public void NextValid_BeforeInAndAfterTheRange_GoesToTheNextOne()
    {
        var period = Period(("monday", "08:00-17:00"));

        Assert.Equal(Utc("2026-06-01T08:00:00"), period.NextValid(Utc("2026-05-30T12:00:00"), TimeZoneInfo.Utc));
        Assert.Equal(Utc("2026-06-01T09:00:00"), period.NextValid(Utc("2026-06-01T09:00:00"), TimeZoneInfo.Utc));
        Assert.Equal(Utc("2026-06-08T08:00:00"), period.NextValid(Utc("2026-06-01T17:00:01"), TimeZoneInfo.Utc));
    }

    [Fact]
    public void NextChange_InsideAndOutside_IsTheEndAndTheStart()
    {
        var period = Period(("monday", "08:00-17:00"));

        Assert.Equal(Utc("2026-06-01T17:00:01"), period.NextChange(Utc("2026-06-01T08:00:00"), TimeZoneInfo.Utc));
        Assert.Equal(Utc("2026-06-08T08:00:00"), period.NextChange(Utc("2026-06-01T17:00:01"), TimeZoneInfo.Utc));
    }

    [Fact]
    public void NextChange_WholeWeek_NeverComes()
    {
        var snapshot = Whole().Link();

        Assert.Null(snapshot.TimePeriods["24x7"].NextChange(Utc("2026-06-01T08:00:00"), Paris));
        Assert.Equal(5, snapshot.TimePeriods["24x7"].NextValid(5, Paris));
    }

    [Fact]
    public void NextValid_NoDayWithinAYear_IsNull()
    {
        Assert.Null(Period(("2020-01-01", "00:00-24:00")).NextValid(Utc("2026-06-01T08:00:00"), Paris));
        Assert.Null(Period(("2027-06-03", "00:00-24:00")).NextValid(Utc("2026-06-01T08:00:00"), Paris));
        Assert.NotNull(Period(("2027-06-01", "00:00-24:00")).NextValid(Utc("2026-06-01T08:00:00"), Paris));
        Assert.Null(Period().NextValid(Utc("2026-06-01T08:00:00"), Paris));
    }

    // In Paris on 2026-03-29 the clock goes from 02:00 to 03:00 (01:00 UTC).
    [Fact]
    public void NextValid_SpringNight_FollowsTheWallClock()
    {
        var period = Period(("sunday", "02:30-05:00"));

        Assert.False(period.Contains(Utc("2026-03-29T00:59:59"), Paris));
        Assert.True(period.Contains(Utc("2026-03-29T01:00:00"), Paris));
        Assert.Equal(Utc("2026-03-29T01:00:00"), period.NextValid(Utc("2026-03-29T00:00:00"), Paris));
        Assert.Equal(Utc("2026-03-29T03:00:01"), period.NextChange(Utc("2026-03-29T01:00:00"), Paris));
    }

    [Fact]
    public void NextValid_RangeInsideTheSkippedHour_IsNotValidThatDay()
    {
        var period = Period(("sunday", "02:10-02:50"));

        Assert.Equal(Utc("2026-04-05T00:10:00"), period.NextValid(Utc("2026-03-28T12:00:00"), Paris));
    }

    // In Paris on 2026-10-25 the clock goes back from 03:00 to 02:00 (01:00 UTC).
    [Fact]
    public void NextChange_AutumnNight_TheRepeatedHourIsValidTwice()
    {
        var period = Period(("sunday", "02:10-02:50"));

        Assert.Equal(Utc("2026-10-25T00:10:00"), period.NextValid(Utc("2026-10-24T12:00:00"), Paris));
        Assert.Equal(Utc("2026-10-25T00:50:01"), period.NextChange(Utc("2026-10-25T00:10:00"), Paris));
        Assert.Equal(Utc("2026-10-25T01:10:00"), period.NextChange(Utc("2026-10-25T00:50:01"), Paris));
        Assert.Equal(Utc("2026-10-25T01:50:01"), period.NextChange(Utc("2026-10-25T01:10:00"), Paris));
        Assert.Equal(Utc("2026-11-01T01:10:00"), period.NextChange(Utc("2026-10-25T01:50:01"), Paris));
    }

    [Fact]
    public void NextValid_WithExclude_ContinuesRightAfterIt()
    {
        var period = Whole()
            .TimePeriod("lunch", ("monday", "12:00-13:00"))
            .TimePeriod("work", ("monday", "08:00-17:00"), ("exclude", "lunch"))
            .Link().TimePeriods["work"];

        Assert.False(period.Contains(Utc("2026-06-01T12:30:00"), TimeZoneInfo.Utc));
        Assert.Equal(Utc("2026-06-01T13:00:01"), period.NextValid(Utc("2026-06-01T12:00:00"), TimeZoneInfo.Utc));
        Assert.Equal(Utc("2026-06-01T12:00:00"), period.NextChange(Utc("2026-06-01T08:00:00"), TimeZoneInfo.Utc));
    }

    [Fact]
    public void NextValid_EverythingExcluded_IsNull()
    {
        var period = Whole().TimePeriod("never", ("monday", "08:00-17:00"), ("exclude", "24x7")).Link().TimePeriods["never"];

        Assert.Null(period.NextValid(Utc("2026-06-01T12:00:00"), Paris));
    }

    [Fact]
    public void Contains_DateAndWeekday_NagiosTakesTheDateShinkenBoth()
    {
        var monday = Utc("2026-06-01T10:00:00");
        (string, string)[] entries = [("monday", "08:00-17:00"), ("june 1", "12:00-13:00")];

        Assert.True(Period(CompatibilityProfile.Shinken, entries).Contains(monday, TimeZoneInfo.Utc));
        Assert.False(Period(CompatibilityProfile.Nagios, entries).Contains(monday, TimeZoneInfo.Utc));
        Assert.Equal(
            Utc("2026-06-01T12:00:00"),
            Period(CompatibilityProfile.Nagios, entries).NextValid(monday, TimeZoneInfo.Utc));
    }

    [Theory]
    [InlineData(long.MinValue)]
    [InlineData(long.MaxValue)]
    [InlineData(-62_135_596_800)]
    [InlineData(253_402_300_799)]
    public void Search_MomentOutsideTheCalendar_AnswersWithoutAFault(long moment)
    {
        var period = Period(("monday", "08:00-17:00"), ("2026-01-01 / 3", "00:00-24:00"));

        Assert.False(period.Contains(moment, Paris));
        Assert.Null(period.NextValid(moment, Paris));
        Assert.Null(period.NextChange(moment, Paris));
    }

    private static ResolvedConfigurationBuilder Whole() => new ResolvedConfigurationBuilder().TimePeriod(
        "24x7",
        [.. Enum.GetValues<DayOfWeek>().Select(day => (day.ToString().ToLowerInvariant(), "00:00-24:00"))]);

    private static TimePeriod Period(params (string, string)[] entries) => Period(CompatibilityProfile.Shinken, entries);

    private static TimePeriod Period(CompatibilityProfile profile, params (string, string)[] entries) =>
        new ResolvedConfigurationBuilder(profile).TimePeriod("p", entries).Link().TimePeriods["p"];

    private static long Utc(string text) =>
        DateTimeOffset.Parse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal).ToUnixTimeSeconds();
}
