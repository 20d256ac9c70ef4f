using System.Collections;
using System.Globalization;
using Tsuba.Model.Items;
using Tsuba.System.Tests.Sites;
using Tsuba.System.Tests.Sites.Faults;
using Xunit.Abstractions;

namespace Tsuba.System.Tests.Reliability;

/// <summary>Many passive results for long, then very many at once, over all inlets: none that was acknowledged is lost or applied twice.</summary>
public sealed class FloodTests(ITestOutputHelper output)
{
    private const string Name = "flood of passive results";
    private const string Receiver = "receiver-1";
    private const double MostMemory = 512 * 1024 * 1024;
    private const double LatencyMost = 1;

    private readonly Figures _figures = new(output);

    [Fact]
    public async Task PassiveFlood_OverNrdpNscaAndPipe_IsAppliedOnceAndRefusalsAreSaid()
    {
        var port = LoopbackPort.Free();
        var plan = FaultPlan.ThreeSchedulers with
        {
            Hosts = Figures.Choose(10, 100),
            Active = 2,
            Passive = 10,
            Interval = Figures.Choose(2, 5),
            Extra = string.Create(CultureInfo.InvariantCulture, $"log_passive_checks=0\ndefine module {{\n    module_name  nsca\n    module_type  nsca_server\n    port  {port}\n    encryption_method  0\n}}\n"),
            Daemons =
            [
                .. FaultPlan.ThreeSchedulers.Daemons.Where(daemon => daemon.Role is not (DaemonRole.Scheduler or DaemonRole.Receiver)),
                new(DaemonRole.Scheduler, "scheduler-1", "127.0.0.2"),
                new(DaemonRole.Receiver, Receiver, "127.0.0.3") { Modules = "nsca" },
            ],
        };
        await using var site = await FaultSite.StartAsync(plan);
        var machine = site.MachineOf(Receiver);
        using var web = await machine.PassiveAsync();
        var flood = new PassiveFlood(web, port, Path.Combine(site.StateOf("receiver-1"), "module-named-pipe", "tsuba.cmd"), plan.Hosts, plan.Passive);
        await using var receiver = new MemoryWatch(machine.Process.Id);
        await using var broker = new MemoryWatch(site.Machines[0].Process.Id);
        var began = DateTimeOffset.UtcNow;

        var seconds = await flood.SendAsync(Figures.Choose(300, 5000), TimeSpan.FromSeconds(Figures.Choose(3, 600)));
        var steady = flood.Sent;
        var burst = TimeProvider.System.GetTimestamp();
        await flood.SendAsync(Figures.Choose(3_000, 50_000));
        var given = TimeProvider.System.GetElapsedTime(burst).TotalSeconds;
        await site.UntilAsync("the receiver keeps nothing any more", async () =>
            await site.HeartbeatAsync(Receiver) is { } says && says.Gauges.Single(gauge => gauge.Name == "commands_pending").Value == 0);
        var applied = TimeProvider.System.GetElapsedTime(burst).TotalSeconds;
        (List<int> Missing, int Twice, List<double> Latencies) read = ([], 0, []);
        await site.UntilAsync(
            "every result that was not refused is applied once",
            async () => (read = await ReadAsync(site, flood, began)) is { Missing: [], Twice: 0 },
            () => $"{flood.Sent} sent, {flood.Refused.Count} refused, {read.Missing.Count} missing ({string.Join(", ", read.Missing.Take(20))}), {read.Twice} twice");

        _figures.Tell(Name, "results sent, a second", [steady / seconds]);
        _figures.Tell(Name, "burst: until given, s", [given]);
        _figures.Tell(Name, "burst: until the receiver is empty, s", [applied]);
        _figures.Tell(Name, "results sent", [flood.Sent]);
        _figures.Tell(Name, "results refused in so many words", [flood.Refused.Count]);
        _figures.Tell(Name, "results not refused and missing", [read.Missing.Count], 0);
        _figures.Tell(Name, "results applied twice", [read.Twice], 0);
        _figures.Tell(Name, "latency of active checks, s", read.Latencies, LatencyMost, percentile: 95);
        _figures.Tell(Name, "receiver: most memory (PSS), bytes", [receiver.MostBytes], MostMemory);
        _figures.Tell(Name, "broker, arbiter, poller, reactionner: most memory, bytes", [broker.MostBytes]);
        _figures.Judge();
    }

    private static async Task<(List<int> Missing, int Twice, List<double> Latencies)> ReadAsync(FaultSite site, PassiveFlood flood, DateTimeOffset began)
    {
        var seen = new BitArray(flood.Sent);
        var (twice, latencies) = (0, new List<double>());
        foreach (var part in await site.PartsAsync())
        {
            foreach (var (result, _) in AppliedResults.Each(site.StateOf(part.Owner), part.Stamp.Part))
            {
                if (result.Output.StartsWith(PassiveFlood.Word, StringComparison.Ordinal))
                {
                    var number = int.Parse(result.Output.AsSpan(PassiveFlood.Word.Length), CultureInfo.InvariantCulture);
                    twice += seen[number] ? 1 : 0;
                    seen[number] = true;
                }
                else if (result.Occurrence > 0 && result.StartUtcMs > began.ToUnixTimeMilliseconds())
                {
                    latencies.Add(result.LatencySeconds);
                }
            }
        }

        return ([.. Enumerable.Range(0, flood.Sent).Where(number => !seen[number] && !flood.Refused.Contains(number))], twice, latencies);
    }
}
