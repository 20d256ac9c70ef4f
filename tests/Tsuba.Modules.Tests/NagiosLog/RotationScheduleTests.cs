using System.Globalization;
using Tsuba.Modules.NagiosLog.Rotation;

namespace Tsuba.Modules.Tests.NagiosLog;

public sealed class RotationScheduleTests
{
    [Theory]
    [InlineData('h', "2026-01-31T14:05:09+01:00", "2026-01-31T15:00:00+01:00")]
    [InlineData('d', "2026-01-31T14:05:09+01:00", "2026-02-01T00:00:00+01:00")]
    [InlineData('d', "2026-02-01T00:00:00+01:00", "2026-02-02T00:00:00+01:00")]
    [InlineData('w', "2026-01-31T14:05:09+01:00", "2026-02-01T00:00:00+01:00")]
    [InlineData('w', "2026-02-01T00:00:00+01:00", "2026-02-08T00:00:00+01:00")]
    [InlineData('m', "2026-01-31T14:05:09+01:00", "2026-02-01T00:00:00+01:00")]
    [InlineData('m', "2026-12-01T00:00:00+01:00", "2027-01-01T00:00:00+01:00")]
    [InlineData('d', "2026-03-28T12:00:00+01:00", "2026-03-29T00:00:00+01:00")]
    [InlineData('d', "2026-03-29T12:00:00+02:00", "2026-03-30T00:00:00+02:00")]
    [InlineData('h', "2026-03-29T01:30:00+01:00", "2026-03-29T03:00:00+02:00")]
    [InlineData('h', "2026-10-25T02:30:00+02:00", "2026-10-25T02:00:00+01:00")]
    public void NextAfter_InParis_IsTheNextBoundaryOfTheWallClock(char method, string after, string expected) =>
        Assert.Equal(
            DateTimeOffset.Parse(expected, CultureInfo.InvariantCulture),
            RotationSchedule.NextAfter(method, DateTimeOffset.Parse(after, CultureInfo.InvariantCulture), TimeZoneInfo.FindSystemTimeZoneById("Europe/Paris")));

    [Fact]
    public void NextAfter_NoRotation_IsNever() => Assert.Null(RotationSchedule.NextAfter('n', DateTimeOffset.UnixEpoch, TimeZoneInfo.Utc));
}
