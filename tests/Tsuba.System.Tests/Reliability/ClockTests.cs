using Tsuba.Model.Items;
using Tsuba.System.Tests.Sites;
using Tsuba.System.Tests.Sites.Faults;
using Tsuba.Testing.Requirements;
using Xunit.Abstractions;

namespace Tsuba.System.Tests.Reliability;

/// <summary>
/// Tests 14 and 15 of the reliability guide: the wall clock of the scheduler's machine is set, and goes wrong by minutes and hours, while the poller's is right. Time stamps of checks are
/// the poller's, so what is judged is real time. Time periods, both nights of a changing clock and steps of years are tests of the engine.
/// </summary>
public sealed class ClockTests(ITestOutputHelper output)
{
    private const double LongestGap = 1.5;
    private const double MostStarts = 2;
    private const string Scheduler = "scheduler-1";

    private static readonly TimeSpan[] Steps =
    [
        TimeSpan.FromHours(1), TimeSpan.Zero, TimeSpan.FromHours(-1), TimeSpan.FromMinutes(5), TimeSpan.FromMinutes(-5), TimeSpan.FromHours(2),
        TimeSpan.FromHours(-2), TimeSpan.Zero, TimeSpan.FromDays(1), TimeSpan.Zero, TimeSpan.FromDays(-1), TimeSpan.Zero,
    ];

    private readonly Figures _figures = new(output);

    [RequiresFact(Requirement.CCompiler)]
    public async Task WallClock_SetWhileTheSiteRuns_ChecksKeepTheirPaceAndTheSkewIsShown()
    {
        var folder = PassableDirectory.Create();
        var clock = await MovedClock.CreateAsync(folder);
        var plan = FaultPlan.ThreeSchedulers with
        {
            Daemons =
            [
                .. FaultPlan.ThreeSchedulers.Daemons.Where(daemon => daemon.Role != DaemonRole.Scheduler),
                new(DaemonRole.Scheduler, Scheduler, "127.0.0.2"),
            ],
        };
        await using var site = await FaultSite.StartAsync(plan, machine =>
        {
            if (machine.Address != FaultPlan.Base)
            {
                clock.GiveTo(machine.Variables);
            }

            return Task.FromResult<IAsyncDisposable?>(null);
        });
        var load = site.Promises.Load();
        using var enough = new CancellationTokenSource();
        var sending = load.RunAsync(enough.Token);
        var (gaps, rates, late) = (new List<double>(), new List<double>(), 0);
        foreach (var step in Steps.Take(Figures.Choose(4, Steps.Length)))
        {
            var begin = DateTimeOffset.UtcNow;
            clock.Set(step);
            await site.UntilAsync($"a clock that is off by {step} is seen", async () =>
                await site.StatusAsync() is { } status && Math.Abs(status.Daemons.Single(daemon => daemon.Name == Scheduler).SkewSeconds - step.TotalSeconds) < 5);
            site.Promises.Turn(0);
            await site.Promises.UntilToldAsync();
            await Task.Delay(Figures.IsLong ? TimeSpan.FromSeconds(30) : TimeSpan.Zero);
            var end = DateTimeOffset.UtcNow;
            foreach (var part in await site.PartsAsync())
            {
                var applied = AppliedResults.Read(site.StateOf(Scheduler), part.Stamp.Part);
                Assert.Empty(applied.Wrong());
                var all = applied.All.Where(entry => entry.Result.Occurrence > 0).ToList();
                Assert.All(all, entry => Assert.True(entry.Result.LatencySeconds >= 0, entry.Result.ToString()));
                var checks = all.Where(entry => entry.Result.StartUtcMs >= begin.ToUnixTimeMilliseconds() && entry.Result.StartUtcMs <= end.ToUnixTimeMilliseconds()).ToList();
                late += checks.Count(entry => entry.Result.LatencySeconds > 1);
                gaps.AddRange(checks.GroupBy(entry => entry.Result.Item)
                    .SelectMany(item => item.Zip(item.Skip(1), (one, next) => (next.Result.StartUtcMs - one.Result.StartUtcMs) / 1000.0 / plan.Interval)));
                rates.Add(Starts(checks.Select(entry => entry.Result.StartUtcMs), plan.Interval, checks.Select(entry => entry.Result.Item).Distinct().Count()));
            }
        }

        clock.Set(TimeSpan.Zero);
        await enough.CancelAsync();
        await sending;
        Assert.Equal(0, load.Refused);
        await site.Promises.UntilAllThereAsync(load);
        if (Figures.Choose(4, Steps.Length) % 2 == 1)
        {
            site.Promises.Turn(0);
        }

        _figures.Tell("14, 15 clocks", "longest wait of an item, in intervals", gaps, LongestGap);
        _figures.Tell("14, 15 clocks", "most starts in one interval, of nominal", rates, MostStarts);
        _figures.Tell("14, 15 clocks", "checks that started over a second late", [late]);
        _figures.Tell("14, 15 clocks", "passive results acknowledged, none lost or doubled", [load.Acknowledged.Count]);
        _figures.Tell("14, 15 clocks", "notifications doubled", [await site.Promises.JudgeAsync()], bar: 0);
        _figures.Judge();
        Directory.Delete(folder, recursive: true);
    }

    /// <summary>Most starts in any stretch of one interval, of what there should be.</summary>
    private static double Starts(IEnumerable<long> starts, int interval, int items)
    {
        var sorted = starts.Order().ToList();
        var most = 0;
        for (int first = 0, last = 0; last < sorted.Count; last++)
        {
            while (sorted[last] - sorted[first] >= interval * 1000L)
            {
                first++;
            }

            most = Math.Max(most, last - first + 1);
        }

        return items == 0 ? 0 : (double)most / items;
    }
}
