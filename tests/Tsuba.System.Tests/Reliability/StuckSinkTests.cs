using System.Globalization;
using System.Net.Security;
using Tsuba.Hosting.Lifecycle;
using Tsuba.Model.Items;
using Tsuba.System.Tests.Sites;
using Tsuba.System.Tests.Sites.Faults;
using Xunit.Abstractions;

namespace Tsuba.System.Tests.Reliability;

/// <summary>
/// A sink that takes the connection and reads nothing, and one that is away, while results go on: checks are no later, memory is bounded, and what is
/// within the quota arrives when the sink reads again; what is beyond is counted to the last one.
/// </summary>
public sealed class StuckSinkTests(ITestOutputHelper output)
{
    private const string Name = "sinks stuck or away";
    private const double MostMemory = 512 * 1024 * 1024;
    private const double LatencyMost = 1;
    private const double LeastDrain = 5000;
    private const string SmallSpool = "8192";

    private readonly Figures _figures = new(output);

    [Fact]
    public async Task SinksStuckAndAway_DelayNobody_AndEveryPointArrivesOrIsCounted()
    {
        var (perSecond, span) = (Figures.Choose(200, 500), TimeSpan.FromSeconds(Figures.Choose(4, 1800)));
        await using var carbon = new SlowCarbon(most: (int)(perSecond * span.TotalSeconds));
        var plan = FaultPlan.ThreeSchedulers with
        {
            Hosts = Figures.Choose(10, 50),
            Active = 2,
            Passive = 10,
            Interval = 2,
            Extra = string.Create(CultureInfo.InvariantCulture, $$"""
                log_passive_checks=0
                define module {
                    module_name  stuck
                    module_type  graphite_perfdata
                    host  127.0.0.1
                    port  {{carbon.Port}}
                }
                define module {
                    module_name  away
                    module_type  graphite_perfdata
                    host  127.0.0.1
                    port  {{LoopbackPort.Free()}}
                    spool_max_bytes  {{SmallSpool}}
                }

                """),
            Daemons =
            [
                .. FaultPlan.ThreeSchedulers.Daemons.Where(daemon => daemon.Role is not (DaemonRole.Scheduler or DaemonRole.Receiver or DaemonRole.Broker)),
                new(DaemonRole.Broker, "broker-1", FaultPlan.Base) { Modules = "stuck,away" },
                new(DaemonRole.Scheduler, "scheduler-1", "127.0.0.2"),
                new(DaemonRole.Receiver, "receiver-1", "127.0.0.3"),
            ],
        };
        await using var site = await FaultSite.StartAsync(plan);
        var machine = site.MachineOf("receiver-1");
        using var web = await machine.PassiveAsync();
        var flood = new PassiveFlood(web, nscaPort: 0, Path.Combine(site.StateOf("receiver-1"), "module-named-pipe", "tsuba.cmd"), plan.Hosts, plan.Passive) { OnlyPipe = true };
        await using var broker = new MemoryWatch(site.Machines[0].Process.Id);
        var began = DateTimeOffset.UtcNow;

        await flood.SendAsync(perSecond, span);
        var ended = DateTimeOffset.UtcNow;
        await site.UntilAsync("both sinks were given all points", async () =>
            await PointsAsync(site, "stuck") == (flood.Sent, 0) && await PointsAsync(site, "away") is var (taken, dropped) && taken + dropped == flood.Sent);
        var (kept, lost) = await PointsAsync(site, "away");
        Assert.True(kept > 0 && lost > 0, $"{kept} kept, {lost} dropped");
        var memory = broker.MostBytes;

        var waiting = flood.Sent - carbon.Arrived;
        var reads = TimeProvider.System.GetTimestamp();
        carbon.Read();
        while (carbon.Arrived < flood.Sent)
        {
            var before = carbon.Arrived;
            await site.UntilAsync("more points arrive", () => Task.FromResult(carbon.Arrived > before), () => $"{carbon.Arrived} of {flood.Sent}");
        }

        var drain = waiting / TimeProvider.System.GetElapsedTime(reads).TotalSeconds;

        var latencies = (await site.PartsAsync()).SelectMany(part => AppliedResults.Each(site.StateOf(part.Owner), part.Stamp.Part))
            .Where(entry => entry.Result.Occurrence > 0).Select(entry => (entry.Result.StartUtcMs, Latency: (double)entry.Result.LatencySeconds)).ToList();
        _figures.Tell(Name, "results fed, a second", [flood.Sent / (ended - began).TotalSeconds]);
        _figures.Tell(Name, "latency of active checks meanwhile, s", [.. latencies.Where(entry => entry.StartUtcMs > began.ToUnixTimeMilliseconds()).Select(entry => entry.Latency)], LatencyMost, percentile: 95);
        _figures.Tell(Name, "latency of active checks before, s", [.. latencies.Where(entry => entry.StartUtcMs <= began.ToUnixTimeMilliseconds()).Select(entry => entry.Latency)]);
        _figures.Tell(Name, "broker, arbiter, poller, reactionner: most memory (PSS), bytes", [memory], MostMemory);
        _figures.Tell(Name, "points that waited for the stuck one, all arrived", [waiting]);
        _figures.Tell(Name, "ms for each 1,000 of them when it read again", [1_000_000 / drain], 1_000_000 / LeastDrain);
        _figures.Tell(Name, "points beyond the quota of the one away, counted", [lost]);
        _figures.Tell(Name, "points neither kept nor counted", [flood.Sent - kept - lost], 0);
        _figures.Judge();
    }

    // Points that a module took and dropped, from the broker's own metrics.
    private static async Task<(long Taken, long Dropped)> PointsAsync(FaultSite site, string module)
    {
        using var identity = SiteState.Open(site.Machines[0].State, TimeProvider.System).Pki.OpenOrIssue(DaemonRole.Monitor, "tests");
        using var http = new HttpClient(new SocketsHttpHandler { SslOptions = identity.ClientOptions((_, certificate, _, errors) => certificate is not null && errors != SslPolicyErrors.RemoteCertificateNotAvailable) });
        var text = await http.GetStringAsync(string.Create(CultureInfo.InvariantCulture, $"https://{FaultPlan.Base}:{7772 + site.Machines[0].Offset}/metrics"));
        return (Of("tsuba_graphite_points_total"), Of("tsuba_graphite_points_dropped_total"));

        long Of(string name) => text.Split('\n')
            .Where(line => line.StartsWith(name + "{", StringComparison.Ordinal) && line.Contains($"\"{module}\"", StringComparison.Ordinal))
            .Sum(line => long.Parse(line[(line.LastIndexOf(' ') + 1)..], CultureInfo.InvariantCulture));
    }
}
