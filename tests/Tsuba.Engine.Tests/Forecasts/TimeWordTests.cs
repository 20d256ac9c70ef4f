using Tsuba.Engine.Forecasts;

namespace Tsuba.Engine.Tests.Forecasts;

public sealed class TimeWordTests
{
    private static readonly TimeZoneInfo _paris = TimeZoneInfo.FindSystemTimeZoneById("Europe/Paris");

    // 2026-03-28 12:00 in Paris, the day before clocks go forward.
    private static readonly long _noon = new DateTimeOffset(2026, 3, 28, 11, 0, 0, TimeSpan.Zero).ToUnixTimeMilliseconds();

    [Theory]
    [InlineData("now", false, "2026-03-28T11:00:00Z")]
    [InlineData("+90s", false, "2026-03-28T11:01:30Z")]
    [InlineData("-2h", true, "2026-03-28T09:00:00Z")]
    [InlineData("14:30", false, "2026-03-28T13:30:00Z")]
    [InlineData("12:00", false, "2026-03-28T11:00:00Z")]
    [InlineData("11:00", false, "2026-03-29T09:00:00Z")]
    [InlineData("14:30", true, "2026-03-27T13:30:00Z")]
    [InlineData("11:00:30", true, "2026-03-28T10:00:30Z")]
    [InlineData("02:30", false, "2026-03-29T01:30:00Z")]
    [InlineData("2026-10-25T02:30", false, "2026-10-25T00:30:00Z")]
    [InlineData("2026-01-02 03:04:05", false, "2026-01-02T02:04:05Z")]
    [InlineData("1700000000", false, "2023-11-14T22:13:20Z")]
    public void TryParse_Moment_IsReadInTheZone(string word, bool isPast, string expected) =>
        Assert.Equal(
            DateTimeOffset.Parse(expected, System.Globalization.CultureInfo.InvariantCulture),
            DateTimeOffset.FromUnixTimeMilliseconds(TimeWord.TryParse(word, _noon, _paris, isPast)!.Value));

    [Theory]
    [InlineData("")]
    [InlineData("+")]
    [InlineData("25:00")]
    [InlineData("tomorrow")]
    [InlineData("+2w")]
    [InlineData("0001-01-01T00:00")]
    [InlineData("9999-12-31T23:59")]
    [InlineData("99999999999999999999")]
    public void TryParse_SomethingElse_IsNoMoment(string word) => Assert.Null(TimeWord.TryParse(word, _noon, _paris, isPast: false));
}
