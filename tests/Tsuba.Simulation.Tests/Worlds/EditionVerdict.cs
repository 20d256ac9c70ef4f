using Tsuba.Simulation.Tests.Nodes;

namespace Tsuba.Simulation.Tests.Worlds;

/// <summary>
/// Of configurations that are applied in a synchronizer: each was judged, production never went back, and what was told as applied runs until something else was.
/// </summary>
internal static class EditionVerdict
{
    /// <summary>Judges the end of a run. A run without a synchronizer has nothing to judge.</summary>
    public static void Judge(SimulatedSite site)
    {
        if (site.Synchronizer is not { } synchronizer)
        {
            return;
        }

        var (record, production) = (site.Record, synchronizer.Production);
        var numbers = record.Published.Select(SimulatedSynchronizer.NumberOf).ToList();
        if (synchronizer.HasOffer)
        {
            record.Violate("edition: something still waits for its verdict in the end");
        }

        if (numbers.Count > 0 && (production is null || SimulatedSynchronizer.NumberOf(production) < numbers[^1]))
        {
            record.Violate($"edition: production is {production ?? "nothing"}, and was {record.Published[^1]}");
        }

        if (production is not null && site.Arbiter.RunsCommit != production)
        {
            record.Violate($"edition: production is {production} in the end, and {site.Arbiter.Name} runs {site.Arbiter.RunsCommit ?? "another configuration"}");
        }

        if (numbers.Zip(numbers.Skip(1)).Any(pair => pair.First >= pair.Second))
        {
            record.Violate($"edition: production went back: {string.Join(", ", record.Published)}");
        }
    }
}
