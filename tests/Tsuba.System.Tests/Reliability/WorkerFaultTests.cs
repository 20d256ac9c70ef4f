using System.Globalization;
using Tsuba.Model.Items;
using Tsuba.System.Tests.Sites.Faults;
using Xunit.Abstractions;

namespace Tsuba.System.Tests.Reliability;

/// <summary>Test 3 of the reliability guide: a poller dies with checks in flight.</summary>
public sealed class WorkerFaultTests(ITestOutputHelper output)
{
    private const string Killed = "poller-1";
    private const double ReissueMost = 30 + 10;

    private readonly Figures _figures = new(output);

    [Fact]
    public async Task Poller_KilledWithChecksInFlight_LeavesNoProcessAndEachCheckHasOneResult()
    {
        var plan = FaultPlan.ThreeSchedulers with
        {
            Hosts = Figures.Choose(8, 50),
            Active = Figures.Choose(5, 10),
            Passive = 0,
            Extra = "service_check_timeout=30",
            Daemons =
            [
                .. FaultPlan.ThreeSchedulers.Daemons.Where(daemon => daemon.Role is not (DaemonRole.Scheduler or DaemonRole.Poller)),
                new(DaemonRole.Scheduler, "scheduler-1", FaultPlan.Base),
                new(DaemonRole.Poller, Killed, "127.0.0.2"),
                new(DaemonRole.Poller, "poller-2", "127.0.0.3", IsSpare: true),
            ],
        };
        await using var site = await FaultSite.StartAsync(plan);
        var hold = Path.Combine(site.Scratch, "hold");
        var held = Path.Combine(site.Scratch, "held");
        var inFlight = plan.Hosts * plan.Active;

        // All of them: a process that is being started in the instant of the death is known to nobody yet, and may be left.
        await File.WriteAllTextAsync(hold, "");
        await site.UntilAsync("all checks are in flight", async () => (await InFlightAsync(held)).Count == inFlight);
        var children = await InFlightAsync(held);
        var victim = site.MachineOf(Killed);
        await victim.Process.KillAsync();
        File.Delete(hold);
        var begin = DateTimeOffset.UtcNow;
        await site.UntilAsync("no process of it is left", () => Task.FromResult(children.TrueForAll(child => !Runs(child))));
        var gone = DateTimeOffset.UtcNow - begin;

        await site.UntilAsync("every service is checked again", async () => (await site.QueryAsync(string.Create(
            CultureInfo.InvariantCulture, $@"GET services\nColumns: description\nFilter: last_check > {begin.ToUnixTimeSeconds() + 1}"))).Count == plan.Hosts * plan.Active);
        victim.Start();
        await site.UntilWellAsync();

        var reissued = new List<double>();
        foreach (var part in await site.PartsAsync())
        {
            var applied = AppliedResults.Read(site.StateOf(part.Owner), part.Stamp.Part);
            Assert.Empty(applied.Wrong());
            reissued.AddRange(applied.All.Where(entry => entry.AppliedUtcMs > begin.ToUnixTimeMilliseconds())
                .GroupBy(entry => entry.Result.Item)
                .Select(item => (item.Min(entry => entry.AppliedUtcMs) - begin.ToUnixTimeMilliseconds()) / 1000.0));
        }

        await site.Promises.JudgeAsync();
        _figures.Tell("3 poller crash", "checks in flight", [children.Count]);
        _figures.Tell("3 poller crash", "until no child is left, s", [gone.TotalSeconds]);
        _figures.Tell("3 poller crash", "until an item has its next result, s", reissued, ReissueMost);
        _figures.Judge();
    }

    private static async Task<List<int>> InFlightAsync(string held) => File.Exists(held)
        ? [.. (await File.ReadAllLinesAsync(held)).Select(line => int.Parse(line.Split(' ')[0], CultureInfo.InvariantCulture)).Where(Runs)]
        : [];

    // The number may belong to another program by now: a check that is held is a sleep of this length.
    private static bool Runs(int process)
    {
        try
        {
            return File.ReadAllText(string.Create(CultureInfo.InvariantCulture, $"/proc/{process}/cmdline")).Contains("600.0625", StringComparison.Ordinal);
        }
        catch (IOException)
        {
            return false;
        }
    }
}
