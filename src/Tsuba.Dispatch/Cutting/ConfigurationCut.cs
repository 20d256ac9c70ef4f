using System.Collections.Immutable;
using Tsuba.Dispatch.Daemons;
using Tsuba.Dispatch.Placement;
using Tsuba.Dispatch.Realms;
using Tsuba.Dispatch.Relations;
using Tsuba.Dispatch.Shards;
using Tsuba.Model.Definitions;
using Tsuba.Model.Diagnostics;
using Tsuba.Model.Items;

namespace Tsuba.Dispatch.Cutting;

/// <summary>
/// A configuration cut into shards and packed into parts, with everything that was found on the way. This is what
/// <c>tsuba shards</c> prints and what the arbiter dispatches.
/// </summary>
public sealed class ConfigurationCut
{
    private ConfigurationCut(
        ResolvedConfiguration configuration,
        RealmTree realms,
        DaemonDirectory daemons,
        RelationGraph graph,
        ImmutableArray<Shard> shards,
        PlacementPlan placement,
        ImmutableArray<Diagnostic> diagnostics)
    {
        Configuration = configuration;
        Realms = realms;
        Daemons = daemons;
        Graph = graph;
        Shards = shards;
        Placement = placement;
        Diagnostics = diagnostics;
    }

    /// <summary>The configuration, completed with the daemons it lacked.</summary>
    public ResolvedConfiguration Configuration { get; }

    /// <summary>Its realms.</summary>
    public RealmTree Realms { get; }

    /// <summary>Its daemons.</summary>
    public DaemonDirectory Daemons { get; }

    /// <summary>Its relations.</summary>
    public RelationGraph Graph { get; }

    /// <summary>Its shards.</summary>
    public ImmutableArray<Shard> Shards { get; }

    /// <summary>Its parts.</summary>
    public PlacementPlan Placement { get; }

    /// <summary>Findings; with an error among them the configuration is refused.</summary>
    public ImmutableArray<Diagnostic> Diagnostics { get; }

    /// <summary>Whether it can be dispatched.</summary>
    public bool IsAccepted => Diagnostics.All(finding => finding.Severity != Severity.Error);

    /// <summary>Cuts and packs.</summary>
    /// <param name="configuration">The whole configuration; missing daemons are added.</param>
    /// <param name="previous">The placement before.</param>
    /// <param name="options">How to pack.</param>
    /// <param name="portOffset">Added to every port.</param>
    public static ConfigurationCut Make(
        ResolvedConfiguration configuration,
        PlacementPlan previous,
        PlacementOptions options,
        int portOffset)
    {
        var complete = DaemonDirectory.Complete(configuration);
        var realms = RealmTree.Build(complete);
        var daemons = DaemonDirectory.Read(complete, realms, portOffset);
        var graph = RelationGraphBuilder.Build(complete, realms, measuredCosts: null);
        var shards = ShardCutter.Cut(graph);
        var findings = graph.Findings.AddRange(new DispatchCheck(complete, realms, daemons, graph, shards).Run());
        var slots = daemons.OfRole(DaemonRole.Scheduler)
            .Where(scheduler => !scheduler.IsSpare)
            .Select(scheduler => new SchedulerSlot(scheduler.Name, scheduler.Realm, scheduler.Weight));
        ImmutableArray<SchedulerSlot> slotList = [.. slots];
        var placement = ShardPacker.Pack(graph, shards, slotList, previous, options);
        return new ConfigurationCut(complete, realms, daemons, graph, shards, placement, findings.AddRange(LargeShards(graph, shards, slotList)));
    }

    private static IEnumerable<Diagnostic> LargeShards(RelationGraph graph, ImmutableArray<Shard> shards, ImmutableArray<SchedulerSlot> slots)
    {
        foreach (var realm in shards.GroupBy(shard => shard.Realm, StringComparer.Ordinal))
        {
            var schedulers = slots.Count(slot => slot.Realm == realm.Key);
            var total = realm.Sum(shard => shard.Cost);
            var largest = realm.MaxBy(shard => shard.Cost)!;
            if (schedulers > 1 && largest.Hosts.Length > 1 && largest.Cost * schedulers > total)
            {
                var code = DispatchFindings.LargeShard;
                yield return new Diagnostic(
                    code.Code,
                    code.Severity,
                    graph.Hosts[largest.Hosts[0]].Location,
                    $"the shard of {graph.Hosts[largest.Hosts[0]].Name} holds {Percent.Of(largest.Cost, total)} of realm {realm.Key}, more than the share of one of its {schedulers} schedulers");
            }
        }
    }
}
