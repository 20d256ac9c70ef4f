using System.Globalization;
using Tsuba.Engine.Explain;

namespace Tsuba.Engine.Tests.Explain;

public sealed class MomentsTests
{
    private static readonly TimeZoneInfo Paris = TimeZoneInfo.FindSystemTimeZoneById("Europe/Paris");

    [Theory]
    [InlineData("2026-11-29 03:12:05", "2026-11-29T02:12:05.999Z")]
    [InlineData("2026-11-29T03:12:05", "2026-11-29T02:12:05.999Z")]
    [InlineData("2026-11-29 03:12", "2026-11-29T02:12:59.999Z")]
    [InlineData("03:12", "2026-11-29T02:12:59.999Z")]
    [InlineData(" 11:59:30 ", "2026-11-29T10:59:30.999Z")]
    [InlineData("12:30", "2026-11-28T11:30:59.999Z")]
    [InlineData("-90m", "2026-11-29T09:30:00.000Z")]
    [InlineData("-2d", "2026-11-27T11:00:00.000Z")]
    [InlineData("1795917600", "2026-11-29T02:00:00.999Z")]
    [InlineData("1795917600.250", "2026-11-29T02:00:00.250Z")]
    [InlineData("2026-11-28", "2026-11-28T22:59:59.999Z")]
    [InlineData("now", "2026-11-29T11:00:00.000Z")]
    [InlineData("2030-01-01 00:00", "2026-11-29T11:00:00.000Z")]
    [InlineData("2026-10-25 02:30", "2026-10-25T00:30:59.999Z")]
    [InlineData("2026-03-29 02:30", "2026-03-29T01:30:59.999Z")]
    public void Moment_AsTyped_IsReadInTheZone(string text, string expected) => Assert.Equal(expected, Read(text));

    [Theory]
    [InlineData("")]
    [InlineData("yesterday")]
    [InlineData("25:00")]
    [InlineData("-m")]
    [InlineData("-5w")]
    [InlineData("-99999999999999999999d")]
    [InlineData("2026-13-01 00:00")]
    [InlineData("123")]
    public void Moment_NotUnderstood_IsNone(string text) => Assert.Null(Read(text));

    // It is noon in Paris, on a Sunday of the winter.
    private static string? Read(string text) =>
        Moments.Read(text, DateTimeOffset.Parse("2026-11-29T11:00:00Z", CultureInfo.InvariantCulture).ToUnixTimeMilliseconds(), Paris) is { } moment
            ? DateTimeOffset.FromUnixTimeMilliseconds(moment).UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture)
            : null;
}
