using System.Collections.Immutable;
using System.Globalization;
using Tsuba.Differential.Tests.Calendars;
using Tsuba.Differential.Tests.Cases;
using Tsuba.Differential.Tests.Engines;
using Tsuba.Differential.Tests.Nagios;
using Tsuba.Testing.Requirements;
using Xunit.Abstractions;

namespace Tsuba.Differential.Tests;

/// <summary>
/// Time periods in nagios4 and here: random periods of all thirteen forms, asked for the moments of chosen weeks, and cases that run through
/// nights of the calendar. <c>TSUBA_CALENDAR_PERIODS</c> says how many periods a week (200 by hand), <c>TSUBA_CALENDAR_STEP</c> the seconds
/// between two moments (60 by hand), <c>TSUBA_DIFFERENTIAL_SEED</c> names another run.
/// </summary>
public sealed class CalendarTests(ITestOutputHelper output)
{
    private const int ShortForm = 26;
    private const int ShortStep = 300;

    [RequiresFact(Requirement.Nagios4, Requirement.CCompiler)]
    public async Task Periods_RandomOnesInChosenWeeks_AreValidAtTheSameTimes()
    {
        var seed = Setting("TSUBA_DIFFERENTIAL_SEED") ?? 1;
        var count = Setting("TSUBA_CALENDAR_PERIODS") ?? ShortForm;
        var step = Setting("TSUBA_CALENDAR_STEP") ?? ShortStep;
        output.WriteLine($"TSUBA_DIFFERENTIAL_SEED={seed} TSUBA_CALENDAR_PERIODS={count} TSUBA_CALENDAR_STEP={step}");
        using var nagios = new NagiosOracle();
        var differences = new List<string>();
        var accepted = new SortedDictionary<string, int>(StringComparer.Ordinal);
        long compared = 0;
        foreach (var window in CalendarWindow.All)
        {
            var definitions = Enumerable.Range(0, count).Select(number => PeriodGenerator.Make(seed, number, window.First.AddDays(window.Days / 2))).ToImmutableArray();
            var run = new DifferentialRun { Cases = [], Zone = window.Zone, Start = window.Start, Shared = string.Concat(definitions) };
            var theirs = await nagios.AskAsync(
                run, [.. Enumerable.Range(0, count).Select(number => new PeriodQuestion($"p{number}", window.Start, window.End - 1, step))], CancellationToken.None);
            var periods = EngineOracle.Load(run).TimePeriods;
            for (var number = 0; number < count; number++)
            {
                var period = periods[string.Create(CultureInfo.InvariantCulture, $"p{number}")];
                string? first = null;
                for (var index = 0; index < theirs[number].Length; index++)
                {
                    var moment = window.Start + ((long)index * step);
                    compared++;
                    if (period.Contains(moment, window.ZoneInfo) == (theirs[number][index] == '1'))
                    {
                        continue;
                    }

                    if (AcceptedPeriods.Deviation(period, window, moment) is { } deviation)
                    {
                        accepted[deviation] = accepted.GetValueOrDefault(deviation) + 1;
                        continue;
                    }

                    first ??= string.Create(CultureInfo.InvariantCulture, $"{window.Zone} {window.Local(moment):yyyy-MM-dd dddd HH:mm zzz}: nagios4 {theirs[number][index]}\n{definitions[number]}");
                }

                if (first is not null)
                {
                    differences.Add(first);
                }
            }
        }

        output.WriteLine($"{compared} moments compared; accepted: {string.Join(", ", accepted.Select(pair => $"{pair.Key} {pair.Value}"))}");
        Assert.True(differences.Count == 0, $"seed {seed}: {differences.Count} periods differ\n{string.Join('\n', differences.Take(20))}");
    }

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
            Cases = [.. Enumerable.Range(0, Setting("TSUBA_CALENDAR_CASES") ?? 12).Select(number => AlwaysChecked(CaseGenerator.Make(Setting("TSUBA_DIFFERENTIAL_SEED") ?? 11, number)))],
            Zone = zone,
            Start = DateTimeOffset.Parse(start, CultureInfo.InvariantCulture).ToUnixTimeSeconds(),
            Early = early,
            Late = late,
        };

        var report = await differential.ReportAsync(run, shrink: Setting("TSUBA_DIFFERENTIAL_SHRINK") != 0, CancellationToken.None);

        Assert.True(report is null, $"{zone} {start}: {report}");
    }

    // When a check runs behind the opening of its period is chance in nagios4, and the generator's remedy is for its own clock.
    private static DifferentialCase AlwaysChecked(DifferentialCase one) => one with
    {
        Objects = [.. one.Objects.Select(definition => definition with
        {
            Properties = [.. definition.Properties.Select(property => property.Name == "check_period" ? (property.Name, "always") : property)],
        })],
    };

    private static int? Setting(string name) =>
        Environment.GetEnvironmentVariable(name) is { Length: > 0 } text ? int.Parse(text, CultureInfo.InvariantCulture) : null;
}
