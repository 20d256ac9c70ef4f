using System.Collections.Immutable;
using FsCheck;
using FsCheck.Fluent;
using Tsuba.Dispatch.Placement;
using Tsuba.Dispatch.Relations;
using Tsuba.Dispatch.Shards;

namespace Tsuba.Dispatch.Tests.Placement;

public sealed class ShardPackerTests
{
    // Hosts with costs; each even-odd pair may be related; schedulers with weights.
    private static readonly Gen<(int[] Costs, int[] Pairs, int[] Weights)> Sites =
        from costs in Gen.NonEmptyListOf(Gen.Choose(1, 60))
        from pairs in Gen.ArrayOf(Gen.Choose(0, costs.Count - 1))
        from weights in Gen.NonEmptyListOf(Gen.Choose(1, 5))
        select (costs.ToArray(), pairs, weights.Take(5).ToArray());

    [Fact]
    public void Pack_AnySite_PutsEveryHostIntoExactlyOnePart() => Properties.Check(Sites, sample =>
    {
        var site = new Sample(sample.Costs, sample.Pairs);
        var plan = site.Pack(sample.Weights, PlacementPlan.Empty);
        var hosts = plan.Parts.SelectMany(part => part.Hosts).ToList();
        return hosts.Count == sample.Costs.Length
            && hosts.Distinct().Count() == hosts.Count
            && plan.Parts.Select(part => part.Id).Distinct().Count() == plan.Parts.Length
            && site.Shards.All(shard => plan.Parts.Count(part => part.Hosts.Contains(site.Graph.Hosts[shard.Hosts[0]].Name)) == 1
                && shard.Hosts.All(host => plan.Parts.Single(part => part.Hosts.Contains(site.Graph.Hosts[shard.Hosts[0]].Name)).Hosts.Contains(site.Graph.Hosts[host].Name)));
    });

    [Fact]
    public void Pack_FirstPlacement_MeetsEachWeightWithinOneShard() => Properties.Check(Sites, sample =>
    {
        var site = new Sample(sample.Costs, sample.Pairs);
        return site.IsBalanced(site.Pack(sample.Weights, PlacementPlan.Empty), sample.Weights, tolerance: 0);
    });

    [Fact]
    public void Pack_NothingChanged_MovesNothing() => Properties.Check(Sites, sample =>
    {
        var site = new Sample(sample.Costs, sample.Pairs);
        var first = site.Pack(sample.Weights, PlacementPlan.Empty);
        var second = site.Pack(sample.Weights, first);
        return first.NextPart == second.NextPart
            && first.Parts.Length == second.Parts.Length
            && first.Parts.Zip(second.Parts).All(pair => pair.First.Id == pair.Second.Id && pair.First.Scheduler == pair.Second.Scheduler && pair.First.Hosts.SequenceEqual(pair.Second.Hosts));
    });

    [Fact]
    public void Pack_SchedulersCameAndWent_IsBalancedAgainWithinTolerance() => Properties.Check(
        from site in Sites
        from weights in Gen.NonEmptyListOf(Gen.Choose(1, 5))
        select (site, weights: weights.Take(5).ToArray()),
        sample =>
        {
            var site = new Sample(sample.site.Costs, sample.site.Pairs);
            var plan = site.Pack(sample.weights, site.Pack(sample.site.Weights, PlacementPlan.Empty));
            return plan.Parts.Sum(part => part.Hosts.Length) == sample.site.Costs.Length && site.IsBalanced(plan, sample.weights, PlacementOptions.Default.ToleratedImbalance);
        });

    [Fact]
    public void Pack_OneHostAdded_MovesNoOther() => Properties.Check(Sites, sample =>
    {
        var site = new Sample(sample.Costs, sample.Pairs);
        var first = site.Pack(sample.Weights, PlacementPlan.Empty);
        var grown = new Sample([.. sample.Costs, 1], sample.Pairs);
        var second = grown.Pack(sample.Weights, first);
        return first.Parts.All(part => second.Find(part.Id) is { } now && now.Scheduler == part.Scheduler && part.Hosts.All(host => now.Hosts.Contains(host)));
    });

    [Fact]
    public void Pack_SecondSchedulerJoins_TakesWholePartsAndSplitsNone()
    {
        var site = new Sample([.. Enumerable.Repeat(10, 400)], []);
        var first = site.Pack([1], PlacementPlan.Empty);

        var second = site.Pack([1, 1], first);

        Assert.Equal(4, second.Parts.Length);
        Assert.All(second.Parts.Zip(first.Parts), pair => Assert.Equal(pair.Second.Hosts.ToArray(), pair.First.Hosts.ToArray()));
        Assert.Equal([2, 2], second.Parts.GroupBy(part => part.Scheduler).Select(group => group.Count()));
    }

    [Fact]
    public void Pack_SchedulerRemoved_GivesItsPartsAwayWhole()
    {
        var site = new Sample([.. Enumerable.Repeat(10, 300)], []);
        var first = site.Pack([1, 1, 1], PlacementPlan.Empty);

        var second = site.Pack([1, 1], first);

        Assert.Equal(first.Parts.Select(part => part.Id), second.Parts.Select(part => part.Id));
        Assert.All(second.Parts.Zip(first.Parts), pair => Assert.Equal(pair.Second.Hosts.ToArray(), pair.First.Hosts.ToArray()));
    }

    [Fact]
    public void Pack_NoHosts_LeavesOneEmptyPartForTheRest()
    {
        var plan = ShardPacker.Pack(new RelationGraph([], []), [], [new SchedulerSlot("s", "All", 1)], PlacementPlan.Empty, PlacementOptions.Default);
        var again = ShardPacker.Pack(new RelationGraph([], []), [], [new SchedulerSlot("s", "All", 1)], plan, PlacementOptions.Default);

        Assert.Empty(Assert.Single(plan.Parts).Hosts);
        Assert.Equal(plan.Parts[0].Id, again.Parts[0].Id);
    }

    [Fact]
    public void Pack_MillionServicesOnThreeSchedulersInsteadOfOne_EndsSoon()
    {
        var site = new Sample([.. Enumerable.Range(0, 100_000).Select(index => 5 + (index % 11))], []);
        var plan = site.Pack([1, 1, 1], site.Pack([1], PlacementPlan.Empty));

        Assert.True(site.IsBalanced(plan, [1, 1, 1], PlacementOptions.Default.ToleratedImbalance));
    }

    private sealed class Sample
    {
        internal Sample(int[] costs, int[] pairs)
        {
            Graph = new RelationGraph(
                [.. costs.Select((cost, index) => new GraphHost(SiteBuilder.Name(index), "All", cost - 1, cost, default))],
                [.. pairs.Where(host => host % 2 == 1).Select(host => new Relation(host, host - 1, RelationKind.Parent, default))]);
            Shards = ShardCutter.Cut(Graph);
        }

        internal RelationGraph Graph { get; }

        internal ImmutableArray<Shard> Shards { get; }

        internal PlacementPlan Pack(int[] weights, PlacementPlan previous) =>
            ShardPacker.Pack(Graph, Shards, [.. weights.Select((weight, index) => new SchedulerSlot(SiteBuilder.Name(index), "All", weight))], previous, PlacementOptions.Default);

        internal bool IsBalanced(PlacementPlan plan, int[] weights, double tolerance)
        {
            var total = (double)Shards.Sum(shard => shard.Cost);
            var largest = Shards.Max(shard => shard.Cost);
            for (var index = 0; index < weights.Length; index++)
            {
                var target = total * weights[index] / weights.Sum();
                var load = plan.Parts.Where(part => part.Scheduler == SiteBuilder.Name(index)).Sum(part => part.Cost);

                // Targets are rounded to whole units, at most one away.
                if (Math.Abs(load - target) > largest + (tolerance * (target + 1)) + 1)
                {
                    return false;
                }
            }

            return true;
        }
    }
}
