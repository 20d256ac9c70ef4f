using Tsuba.System.Tests.Sites.Faults;
using Xunit.Abstractions;

namespace Tsuba.System.Tests.Reliability;

/// <summary>Tests 9 and 16 of the reliability guide: a peer at the end of a thin line, and a network where everything breaks now and then.</summary>
public sealed class SlowLinkTests(LinkSite site, ITestOutputHelper output) : IClassFixture<LinkSite>
{
    private const double LatencyMost = 1;
    private const double GrowthMost = 64_000_000;

    // 1 Mbit/s, and two seconds from a question to its answer.
    private static readonly LinkFault Thin = new() { BytesPerSecond = 125_000, Delay = TimeSpan.FromSeconds(1) };

    private readonly Figures _figures = new(output);

    private FaultSite Site => site.Site;

    [Theory]
    [InlineData("broker-1")]
    [InlineData("poller-2")]
    public async Task SlowPeer_DelaysNobodyElseAndIsNotTakenForDead(string slow)
    {
        await site.BeginAsync();
        var before = await site.RolesAsync();
        var memory = await MemoryAsync();
        var begin = DateTimeOffset.UtcNow;

        Site.Mesh.Set(Thin, (from, to) => from.Name == slow || to.Name == slow);
        Site.Promises.Turn(0);
        await Site.Promises.UntilToldAsync();
        await Task.Delay(Figures.IsLong ? TimeSpan.FromMinutes(3) : TimeSpan.Zero);
        Assert.True(await Site.StatusAsync() is { } status && status.Daemons.Any(daemon => daemon.Name == slow && daemon.Liveness != "dead"), Site.Output);
        Site.Promises.Turn(0);
        await Site.Promises.JudgeAsync();
        var grown = (await MemoryAsync()) - memory;
        await site.HealAsync();

        Assert.Equal(before.Terms, (await site.RolesAsync()).Terms);
        _figures.Tell($"9 slow peer: {slow}", "growth of the largest process, bytes", [grown], GrowthMost);
        _figures.Tell($"9 slow peer: {slow}", "latency of checks, s", await LatenciesAsync(begin), slow == "broker-1" ? LatencyMost : null, percentile: 95);
        _figures.Judge();
    }

    [Fact]
    public async Task BadNetwork_OnEveryLink_EndsInTheStateThatAGoodOneGives()
    {
        await site.BeginAsync();
        var load = Site.Promises.Load();
        using var enough = new CancellationTokenSource();
        var sending = load.RunAsync(enough.Token);

        // A broken connection is what loss comes to for a call; the call that follows is the copy of one that may have been carried out.
        Site.Mesh.Set(new LinkFault { Jitter = TimeSpan.FromMilliseconds(400), BreakChance = 0.01 }, (_, _) => true);
        for (var round = 0; round < Figures.Choose(2, 20); round++)
        {
            Site.Promises.Turn(1);
            for (var host = 0; host < Site.Plan.Hosts; host++)
            {
                await Site.Promises.CommentAsync(host);
            }

            await Site.Promises.UntilToldAsync();
        }

        await enough.CancelAsync();
        await sending;
        await site.HealAsync();
        await Site.Promises.UntilAllThereAsync(load);
        var copies = await Site.Promises.JudgeAsync(copies: Site.Promises.Notifications);
        foreach (var part in await Site.PartsAsync())
        {
            Assert.Empty(AppliedResults.Read(Site.StateOf(part.Owner), part.Stamp.Part).Wrong());
        }

        _figures.Tell("16 bad network", "passive results acknowledged, none lost or doubled", [load.Acknowledged.Count]);
        _figures.Tell("16 bad network", "notifications, none lost", [Site.Promises.Notifications]);
        _figures.Tell("16 bad network", "copies with the same id", [copies]);
        _figures.Judge();
    }

    private async Task<double> MemoryAsync()
    {
        await Site.PartsAsync();
        return Site.Machines.Max(machine => machine.Process.ResidentBytes);
    }

    private async Task<List<double>> LatenciesAsync(DateTimeOffset begin) =>
    [
        .. (await Site.PartsAsync()).SelectMany(part => AppliedResults.Read(Site.StateOf(part.Owner), part.Stamp.Part).All)
            .Where(entry => entry.Result.Occurrence > 0 && entry.Result.StartUtcMs > begin.ToUnixTimeMilliseconds())
            .Select(entry => (double)entry.Result.LatencySeconds),
    ];
}
