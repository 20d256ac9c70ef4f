using System.Collections.Concurrent;
using System.Globalization;
using System.Reflection;
using Tsuba.Simulation.Tests.Worlds;

namespace Tsuba.Simulation.Tests;

/// <summary>
/// Runs the real cores in virtual time over a network that loses, doubles and delays, on disks that forget, in nodes that die.
/// <c>TSUBA_SIM_SEED=n</c> runs one seed, <c>TSUBA_SIM_SEEDS=n</c> so many.
/// </summary>
public sealed class SimulationTests
{
    private const int FixedSeeds = 150;
    private const int CommitSeeds = 50;

    [Fact]
    public void Site_UnderFaults_KeepsItsPromises()
    {
        var only = Number("TSUBA_SIM_SEED", -1);
        var seeds = only >= 0 ? [only] : Seeds(Number("TSUBA_SIM_SEEDS", 0));
        var failures = new ConcurrentBag<string>();
        Parallel.ForEach(seeds, seed =>
        {
            var site = new SimulatedSite(seed);
            if (site.Run().Count > 0)
            {
                failures.Add(site.Describe());
            }
        });
        Assert.True(failures.IsEmpty, $"{failures.Count} seeds failed{Environment.NewLine}{failures.Order(StringComparer.Ordinal).FirstOrDefault()}");
    }

    [Theory]
    [InlineData(1)]
    [InlineData(77)]
    public void Site_SameSeedTwice_HasTheSameHistory(int seed)
    {
        var first = new SimulatedSite(seed);
        var second = new SimulatedSite(seed);
        first.Run();
        second.Run();
        Assert.Equal(first.World.HistoryHash, second.World.HistoryHash);
    }

    // The same ones each time, and some that change with the commit; or as many as asked for.
    private static IEnumerable<int> Seeds(int wanted)
    {
        if (wanted > 0)
        {
            return Enumerable.Range(1, wanted);
        }

        var version = typeof(SimulationTests).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "";
        var first = version.Aggregate(17, (hash, character) => ((hash * 31) + character) & 0x3FFF_FFFF) + FixedSeeds;
        return Enumerable.Range(1, FixedSeeds).Concat(Enumerable.Range(first, CommitSeeds));
    }

    private static int Number(string variable, int otherwise) =>
        int.TryParse(Environment.GetEnvironmentVariable(variable), NumberStyles.None, CultureInfo.InvariantCulture, out var value) ? value : otherwise;
}
