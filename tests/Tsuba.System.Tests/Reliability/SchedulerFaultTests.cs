using Tsuba.Protocol.Contracts;
using Tsuba.System.Tests.Sites.Faults;
using Tsuba.System.Tests.Sites.Machines;
using Xunit.Abstractions;

namespace Tsuba.System.Tests.Reliability;

/// <summary>
/// Tests 1 and 2 of the reliability guide, and the machine that dies with its disk: a scheduler is killed, stands still, or loses
/// everything, while checks, notifications, commands and passive results go on.
/// </summary>
public sealed class SchedulerFaultTests(ITestOutputHelper output) : IAsyncLifetime
{
    private const double TakeoverP95 = 5;
    private const double TakeoverMost = 10;
    private const double StepDownMost = 2;

    private readonly Figures _figures = new(output);
    private readonly Random _random = new(Figures.Seed);
    private FaultSite? _site;

    private FaultSite Site => _site ?? throw new InvalidOperationException("the site was not started");

    /// <summary>The service of h1 that stays broken, which somebody has acknowledged.</summary>
    private int Known => Site.Plan.Active - 1;

    public async Task InitializeAsync() => _site = await FaultSite.StartAsync(FaultPlan.ThreeSchedulers with
    {
        Hosts = Figures.Choose(8, 40),
        Active = Figures.Choose(4, 8),
        Interval = Figures.Choose(3, 5),
    });

    public async Task DisposeAsync()
    {
        if (_site is not null)
        {
            await _site.DisposeAsync();
        }
    }

    /// <summary>One site for the three faults: a start costs more than a fault.</summary>
    [Fact]
    public async Task Scheduler_KilledStoppedOrGoneWithItsDisk_LosesAndDoublesNothing()
    {
        var load = Site.Promises.Load();
        using var enough = new CancellationTokenSource();
        var sending = load.RunAsync(enough.Token);
        await Site.Promises.DowntimeAsync(0);
        Site.Promises.Break(1, Known);
        await Site.Promises.UntilToldAsync();
        await Site.Promises.AcknowledgeAsync(1, Known);

        await RepeatAsync("1 scheduler crash", Figures.Choose(2, 30), victim => victim.Process.KillAsync(), WaitsNoLongerAsync, _ => Task.CompletedTask);
        await RepeatAsync("2 zombie scheduler", Figures.Choose(1, 10), victim => victim.StopStillAsync(), victim => victim.ContinueAsync(), WakeAsync);
        await RepeatAsync("machine and disk lost", Figures.Choose(1, 10), LoseDiskAsync, FindDiskAsync, NewDiskAsync);

        await enough.CancelAsync();
        await sending;
        await Site.Promises.UntilAllThereAsync(load);
        Assert.DoesNotContain(" 1021 ", Site.Output, StringComparison.Ordinal);
        Assert.DoesNotContain(" 1022 ", Site.Output, StringComparison.Ordinal);
        _figures.Tell("1, 2, disk", "passive results acknowledged, none lost or doubled", [load.Acknowledged.Count]);
        _figures.Tell("1, 2, disk", "notifications, none lost", [Site.Promises.Notifications]);
        _figures.Tell("1, 2, disk", "notifications doubled", [await Site.Promises.JudgeAsync()], bar: 0);
        _figures.Judge();
    }

    /// <summary>Each time: something breaks or is mended, and a scheduler with parts suffers in the middle of it.</summary>
    /// <param name="name">Number and name of the test.</param>
    /// <param name="times">How often.</param>
    /// <param name="begin">What happens to it.</param>
    /// <param name="undo">Brings it back as it was, where its parts have to wait for it since their copies were behind.</param>
    /// <param name="end">What happens when its parts are served elsewhere; then it is started, if it has ended.</param>
    private async Task RepeatAsync(string name, int times, Func<SiteMachine, Task> begin, Func<SiteMachine, Task> undo, Func<SiteMachine, Task> end)
    {
        var (takeovers, firstChecks, delayed, waited) = (new List<double>(), new List<double>(), new List<double>(), 0);
        for (var round = 0; round < times; round++)
        {
            var parts = await Site.PartsAsync();
            var owners = parts.Select(part => part.Owner).Distinct().ToList();
            var victim = Site.MachineOf(owners[_random.Next(owners.Count)]);
            var lost = parts.Where(part => Site.MachineOf(part.Owner) == victim).ToList();
            Site.Promises.Turn(round / 2 % Known);
            for (var host = 0; host < Site.Plan.Hosts; host++)
            {
                Assert.True(await Site.Promises.CommentAsync(host), "the broker takes comments");
            }

            await Task.Delay(_random.Next(2 * Site.Plan.Interval * 1000));
            await Site.UntilWellAsync();
            var fault = DateTimeOffset.UtcNow;
            await begin(victim);
            if (await TakeoversAsync(lost, victim, fault) is { } seconds)
            {
                takeovers.AddRange(seconds);
                await Site.Promises.UntilToldAsync();
                await end(victim);
            }
            else
            {
                waited++;
                await undo(victim);
            }

            if (victim.HasEnded)
            {
                victim.Start();
            }

            await Site.UntilWellAsync();
            await Site.Promises.UntilToldAsync();
            foreach (var part in (await Site.PartsAsync()).Where(part => lost.Exists(other => other.Stamp.Part == part.Stamp.Part)))
            {
                var applied = AppliedResults.Read(Site.StateOf(part.Owner), part.Stamp.Part);
                Assert.Empty(applied.Wrong());
                firstChecks.Add(((applied.FirstStart(fault.AddSeconds(1)) ?? fault) - fault).TotalSeconds);
                delayed.Add(applied.MostDelayed(fault));
            }
        }

        // A round that breaks is followed by one that mends.
        if (times % 2 == 1)
        {
            Site.Promises.Turn(0);
            await Site.Promises.UntilToldAsync();
        }

        _figures.Tell(name, "until a part is open at its heir, s", takeovers, TakeoverP95, percentile: 95);
        _figures.Tell(name, "the same, the slowest, s", takeovers, TakeoverMost);
        _figures.Tell(name, "until its first check starts there, s", firstChecks);
        _figures.Tell(name, "late checks of one item", delayed, bar: 1);
        _figures.Tell(name, "deaths whose parts waited, a copy being behind", [waited]);
    }

    /// <summary>Seconds until each part was open elsewhere; null: one waits for its owner, since no other has everything that was acknowledged.</summary>
    private async Task<List<double>?> TakeoversAsync(List<PartStatus> lost, SiteMachine victim, DateTimeOffset fault)
    {
        var seconds = new List<double>();
        foreach (var part in lost)
        {
            DateTimeOffset? open = null;
            var waits = false;
            await Site.UntilAsync($"part {part.Stamp.Part} is open elsewhere, or waits", () =>
            {
                open = Said(victim, $"Part {part.Stamp.Part} is open under epoch ", fault);
                waits = Said(victim, $"Part {part.Stamp.Part} is not served", fault) is not null;
                return Task.FromResult(open is not null || waits);
            });
            if (open is not { } opened)
            {
                return null;
            }

            seconds.Add((opened - fault).TotalSeconds);
        }

        await Site.PartsAsync();
        return seconds;
    }

    private DateTimeOffset? Said(SiteMachine victim, string text, DateTimeOffset after) => Site.Machines
        .Where(machine => machine != victim)
        .Select(machine => FaultSite.SaidAt(machine, text, after))
        .FirstOrDefault(said => said is not null);

    // It is started again all the same.
    private static Task WaitsNoLongerAsync(SiteMachine victim) => Task.CompletedTask;

    // It learns that its parts are no longer its own, and from then on nothing of it counts.
    private async Task WakeAsync(SiteMachine victim)
    {
        await Task.Delay(Figures.IsLong ? TimeSpan.FromSeconds(15) : TimeSpan.Zero);
        var name = Site.Plan.Daemons.Single(daemon => daemon.Address == victim.Address).Name;
        var parts = await Site.PartsAsync();
        var begin = DateTimeOffset.UtcNow;
        await victim.ContinueAsync();
        await Site.UntilAsync("it has stepped down", async () =>
            await Site.HeartbeatAsync(name) is { } says && says.Parts.Where(part => part.Owner).All(part => parts.Any(other => other.Stamp.Equals(part.Stamp) && other.Owner == name)));
        _figures.Tell("2 zombie scheduler", "until it has stepped down, s", [(DateTimeOffset.UtcNow - begin).TotalSeconds], StepDownMost);
    }

    private static async Task LoseDiskAsync(SiteMachine victim)
    {
        await victim.Process.KillAsync();
        Directory.Move(victim.State, Aside(victim));
    }

    private static Task FindDiskAsync(SiteMachine victim)
    {
        Directory.Move(Aside(victim), victim.State);
        return Task.CompletedTask;
    }

    private Task NewDiskAsync(SiteMachine victim)
    {
        Directory.Delete(Aside(victim), recursive: true);
        return Site.BundleAsync(victim);
    }

    private static string Aside(SiteMachine victim) => victim.State + "-lost";
}
