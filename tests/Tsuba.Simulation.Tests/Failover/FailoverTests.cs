using System.Collections.Concurrent;
using System.Globalization;
using Tsuba.Protocol.Contracts;
using Tsuba.Simulation.Tests.Worlds;

namespace Tsuba.Simulation.Tests.Failover;

/// <summary>Takeovers in virtual time. <c>TSUBA_SIM_SEED=n</c> runs one seed, <c>TSUBA_SIM_SEEDS=n</c> so many.</summary>
public sealed class FailoverTests
{
    private const int FixedSeeds = 60;
    private const int MostSeeds = 500;

    [Fact]
    public void Part_UnderFaults_LosesNothingThatWasProtected()
    {
        var only = Number("TSUBA_SIM_SEED", -1);
        var seeds = only >= 0 ? [only] : Enumerable.Range(1, Number("TSUBA_SIM_SEEDS", FixedSeeds));
        var failures = new ConcurrentBag<string>();
        var sites = new ConcurrentBag<FailoverSite>();
        Parallel.ForEach(seeds, seed =>
        {
            var site = new FailoverSite(seed);
            sites.Add(site);
            if (site.Run().Count > 0)
            {
                failures.Add(site.Describe());
            }
        });
        Assert.True(failures.IsEmpty, $"{failures.Count} seeds failed{Environment.NewLine}{failures.Order(StringComparer.Ordinal).FirstOrDefault()}");

        // The verdict is worth something only where parts did change hands with a complete copy.
        var meant = sites.Count(site => !site.Record.IsUnprotected && site.Record.Takeovers > 2 && site.Record.Protected.Count > 20);
        Assert.True(only >= 0 || meant * 2 > sites.Count, string.Create(CultureInfo.InvariantCulture, $"only {meant} of {sites.Count} runs say something"));
    }

    [Fact]
    public void Part_SameSeedTwice_HasTheSameHistory()
    {
        var first = new FailoverSite(5);
        var second = new FailoverSite(5);
        first.Run();
        second.Run();
        Assert.Equal(first.World.HistoryHash, second.World.HistoryHash);
    }

    [Fact]
    public void Scheduler_AcceptsAnyEpoch_IsFound()
    {
        var found = Enumerable.Range(1, MostSeeds).SelectMany(seed => new AnyEpoch(seed).Run()).FirstOrDefault(text => text.StartsWith("I5", StringComparison.Ordinal));
        Assert.NotNull(found);
    }

    private static int Number(string variable, int otherwise) =>
        int.TryParse(Environment.GetEnvironmentVariable(variable), NumberStyles.None, CultureInfo.InvariantCulture, out var value) ? value : otherwise;

    private sealed class AnyEpoch(int seed) : FailoverSite(seed)
    {
        protected override FailoverScheduler CreateScheduler(string name) => new Careless(World, name, Record);

        private sealed class Careless(SimulatedWorld world, string name, FailoverRecord told) : FailoverScheduler(world, name, told)
        {
            protected override PartRecord? Known => base.Known is { } known ? new PartRecord(known) { Epoch = 0 } : null;
        }
    }
}
