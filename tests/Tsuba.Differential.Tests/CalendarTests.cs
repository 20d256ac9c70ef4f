using System.Globalization;
using Tsuba.Differential.Tests.Cases;
using Tsuba.Differential.Tests.Engines;
using Tsuba.Testing.Requirements;

namespace Tsuba.Differential.Tests;

/// <summary>
/// Random cases that run through nights of the calendar: both changes of the clock, a leap day, ends of months and of a year.
/// <c>TSUBA_CALENDAR_CASES</c> says how many a night, <c>TSUBA_DIFFERENTIAL_SEED</c> names another run.
/// </summary>
public sealed class CalendarTests
{
    private const int ShortForm = 12;

    [RequiresTheory(Requirement.Nagios4, Requirement.CCompiler)]
    [InlineData("Europe/Paris", "2024-03-31T00:52:00Z", "sunday 00:00-24:00", "monday 00:00-24:00")]
    [InlineData("Europe/Paris", "2024-10-27T00:52:00Z", "sunday 00:00-24:00", "monday 00:00-24:00")]
    [InlineData("UTC", "2024-02-28T23:53:00Z", "february 28 00:00-24:00", "february 29 00:00-24:00")]
    [InlineData("UTC", "2024-02-29T23:53:00Z", "day -1 00:00-24:00", "march 1 00:00-24:00")]
    [InlineData("UTC", "2023-12-31T23:53:00Z", "2023-12-31 00:00-24:00", "monday 1 january 00:00-24:00")]
    public async Task Run_ThroughANightOfTheCalendar_BothDoTheSame(string zone, string start, string early, string late)
    {
        using var differential = new Differential();
        var run = new DifferentialRun
        {
            Cases = [.. Enumerable.Range(0, Setting("TSUBA_CALENDAR_CASES") ?? ShortForm).Select(number => CaseGenerator.Make(Setting("TSUBA_DIFFERENTIAL_SEED") ?? 11, number))],
            Zone = zone,
            Start = DateTimeOffset.Parse(start, CultureInfo.InvariantCulture).ToUnixTimeSeconds(),
            Early = early,
            Late = late,
        };

        var report = await differential.ReportAsync(run, shrink: Setting("TSUBA_DIFFERENTIAL_SHRINK") != 0, CancellationToken.None);

        Assert.True(report is null, $"{zone} {start}: {report}");
    }

    private static int? Setting(string name) =>
        Environment.GetEnvironmentVariable(name) is { Length: > 0 } text ? int.Parse(text, CultureInfo.InvariantCulture) : null;
}
