using System.Collections.Immutable;
using Tsuba.Dispatch.Daemons;
using Tsuba.Dispatch.Placement;
using Tsuba.Dispatch.Realms;
using Tsuba.Dispatch.Relations;
using Tsuba.Dispatch.Shards;
using Tsuba.Model.BusinessRules;
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
    // What relations, realms and the check of the tags read of an item, beside its check command.
    private static readonly ImmutableArray<string> ReadOfHosts = ["parents", "realm", "hostgroups", "poller_tag"];
    private static readonly ImmutableArray<string> ReadOfServices = ["service_dependencies", "poller_tag"];

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
        var slots = Slots(daemons);
        var placement = ShardPacker.Pack(graph, shards, slots, previous, options);
        return new ConfigurationCut(complete, realms, daemons, graph, shards, placement, findings.AddRange(LargeShards(graph, shards, slots)));
    }

    /// <summary>The same cut over another configuration; null where the differences may matter to it. Only the placement is made anew.</summary>
    /// <param name="configuration">A complete configuration that differs from this one in these items only.</param>
    /// <param name="changes">Hosts and services of the same names, as they were and as they are.</param>
    /// <param name="previous">The placement before.</param>
    /// <param name="options">How to pack.</param>
    public ConfigurationCut? With(
        ResolvedConfiguration configuration,
        IEnumerable<(ResolvedObject Before, ResolvedObject After)> changes,
        PlacementPlan previous,
        PlacementOptions options)
    {
        ArgumentNullException.ThrowIfNull(changes);
        if (Graph.HasRules || !changes.All(IsIndifferent))
        {
            return null;
        }

        var placement = ShardPacker.Pack(Graph, Shards, Slots(Daemons), previous, options);
        return new ConfigurationCut(configuration, Realms, Daemons, Graph, Shards, placement, Diagnostics);
    }

    private static bool IsIndifferent((ResolvedObject Before, ResolvedObject After) change)
    {
        var names = change.After.Type == ObjectType.Host ? ReadOfHosts : ReadOfServices;
        return !BusinessRuleMembers.TryGetExpression(change.After.Find("check_command"), out _)
            && names.All(name => string.Equals(change.Before.Find(name), change.After.Find(name), StringComparison.Ordinal));
    }

    private static ImmutableArray<SchedulerSlot> Slots(DaemonDirectory daemons) =>
    [
        .. daemons.OfRole(DaemonRole.Scheduler)
            .Where(scheduler => !scheduler.IsSpare)
            .Select(scheduler => new SchedulerSlot(scheduler.Name, scheduler.Realm, scheduler.Weight)),
    ];

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
