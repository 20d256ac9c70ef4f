using Tsuba.Model.Items;
using Tsuba.System.Tests.Sites.Faults;
using Tsuba.Testing.Requirements;
using Xunit.Abstractions;

namespace Tsuba.System.Tests.Reliability;

/// <summary>Tests 12 and 13 of the reliability guide: a disk that is full, and one whose flushes fail.</summary>
public sealed class DiskFaultTests(ITestOutputHelper output)
{
    private const string Scheduler = "scheduler-1";
    private const string Receiver = "receiver-1";
    private const int Megabytes = 48;
    private const double NoticedMost = 60;
    private const double DegradedMost = 5;
    private const double NormalMost = 10;

    private static readonly FaultPlan OneScheduler = FaultPlan.ThreeSchedulers with
    {
        Daemons =
        [
            .. FaultPlan.ThreeSchedulers.Daemons.Where(daemon => daemon.Role is not DaemonRole.Scheduler),
            new(DaemonRole.Scheduler, Scheduler, "127.0.0.2"),
        ],
    };

    private readonly Figures _figures = new(output);

    [RequiresFact(Requirement.Root)]
    public Task Disk_OfTheSchedulerFull_NothingEndsAndEverythingGoesOnWhenThereIsSpace() => FillAsync(Scheduler);

    [RequiresFact(Requirement.Strace)]
    public async Task Flushes_ThatFail_AreNeverAnsweredAsDurable()
    {
        await using var site = await FaultSite.StartAsync(OneScheduler);
        var machine = site.MachineOf(Scheduler);
        var degraded = new List<double>();
        var normal = new List<double>();
        for (var round = 0; round < Figures.Choose(1, 20); round++)
        {
            var begin = DateTimeOffset.UtcNow;
            await using (await FailingFlushes.BeginAsync(machine.Process.Id, round % 2 == 0 ? "EIO" : "ENOSPC"))
            {
                site.Promises.Turn(0);
                await site.UntilAsync("the scheduler says so", async () => await site.HeartbeatAsync(Scheduler) is { } says && says.Health != "ok");
                degraded.Add((DateTimeOffset.UtcNow - begin).TotalSeconds);
                for (var host = 0; host < site.Plan.Hosts; host++)
                {
                    // Taken in by the broker, whose disk is well; the scheduler must not say that it has applied it.
                    Assert.NotEqual("applied", await site.Promises.CommentAsync(host, wait: 0.5));
                }

                Assert.Equal(site.Promises.Told, site.Promises.Notifications - site.Plan.Hosts);
                Assert.False(machine.HasEnded, site.Output);
            }

            begin = DateTimeOffset.UtcNow;
            await site.UntilAsync("it is well again", async () => await site.HeartbeatAsync(Scheduler) is { Health: "ok" });
            normal.Add((DateTimeOffset.UtcNow - begin).TotalSeconds);
            await site.Promises.UntilToldAsync();
        }

        await machine.Process.KillAsync();
        machine.Start();
        await site.UntilWellAsync();
        await site.Promises.JudgeAsync();
        _figures.Tell("13 failing fsync", "until it is degraded, s", degraded, DegradedMost);
        _figures.Tell("13 failing fsync", "until it is normal after the mend, s", normal, NormalMost);
        _figures.Tell("13 failing fsync", "commands answered as applied meanwhile", [0], bar: 0);
        _figures.Judge();
    }

    private async Task FillAsync(string suffering)
    {
        SmallDisk? disk = null;
        await using var site = await FaultSite.StartAsync(OneScheduler, async machine =>
            machine.Address == OneScheduler.Daemons.Single(daemon => daemon.Name == suffering).Address ? disk = await SmallDisk.MountAsync(machine.State, Megabytes) : null);
        var load = site.Promises.Load();
        using var enough = new CancellationTokenSource();
        var sending = load.RunAsync(enough.Token);
        await site.UntilAsync("results were acknowledged", () => Task.FromResult(load.Acknowledged.Count > 100));

        var begin = DateTimeOffset.UtcNow;
        disk!.Fill();
        site.Promises.Turn(0);
        await site.UntilAsync("it says so", async () => await site.HeartbeatAsync(suffering) is { } says && says.Health != "ok");
        var noticed = DateTimeOffset.UtcNow - begin;
        await site.Promises.CommentAsync(0);
        await Task.Delay(Figures.IsLong ? TimeSpan.FromMinutes(2) : TimeSpan.FromSeconds(3));
        Assert.DoesNotContain(site.Machines, machine => machine.HasEnded);

        begin = DateTimeOffset.UtcNow;
        disk.Empty();
        await site.UntilAsync("it is well again", async () => await site.HeartbeatAsync(suffering) is { Health: "ok" });
        var normal = DateTimeOffset.UtcNow - begin;
        await site.Promises.UntilToldAsync();
        site.Promises.Turn(0);
        await enough.CancelAsync();
        await sending;
        await site.Promises.UntilAllThereAsync(load);
        await site.Promises.JudgeAsync();
        foreach (var part in await site.PartsAsync())
        {
            Assert.Empty(AppliedResults.Read(site.StateOf(part.Owner), part.Stamp.Part).Wrong());
        }

        _figures.Tell($"12 disk full: {suffering}", "until it is degraded, s", [noticed.TotalSeconds], NoticedMost);
        _figures.Tell($"12 disk full: {suffering}", "until it is normal when there is space, s", [normal.TotalSeconds], NormalMost);
        _figures.Tell($"12 disk full: {suffering}", "passive results acknowledged, none lost or doubled", [load.Acknowledged.Count]);
        _figures.Judge();
    }
}
