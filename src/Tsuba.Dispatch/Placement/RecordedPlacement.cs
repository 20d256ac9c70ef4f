using System.Collections.Immutable;
using Tsuba.Dispatch.Relations;
using Tsuba.Dispatch.Shards;
using Tsuba.Model.Items;

namespace Tsuba.Dispatch.Placement;

/// <summary>
/// Places the shards of a configuration where their hosts were: each in the part that had most of them, the lowest of several, and a shard of
/// new hosts in the lowest part of all. Nothing is balanced: it is for comparing with the past, not for running.
/// </summary>
public static class RecordedPlacement
{
    /// <summary>The placement; parts by number, with every part that was.</summary>
    /// <param name="graph">The hosts.</param>
    /// <param name="shards">What belongs together.</param>
    /// <param name="hosts">The hosts that each part had; at least one part.</param>
    public static PlacementPlan Follow(RelationGraph graph, ImmutableArray<Shard> shards, IReadOnlyDictionary<PartId, ImmutableArray<string>> hosts)
    {
        ArgumentNullException.ThrowIfNull(graph);
        ArgumentNullException.ThrowIfNull(hosts);
        var parts = hosts.Keys.Order().ToImmutableArray();
        var was = hosts.SelectMany(pair => pair.Value.Select(host => (Host: host, Part: pair.Key))).ToDictionary(pair => pair.Host, pair => pair.Part, StringComparer.Ordinal);
        var placed = parts.ToDictionary(part => part, _ => new List<string>());
        foreach (var shard in shards)
        {
            var home = shard.Hosts
                .Where(host => was.ContainsKey(graph.Hosts[host].Name))
                .GroupBy(host => was[graph.Hosts[host].Name])
                .OrderByDescending(group => group.Count())
                .ThenBy(group => group.Key)
                .Select(group => group.Key)
                .FirstOrDefault(parts[0]);
            placed[home].AddRange(shard.Hosts.Select(host => graph.Hosts[host].Name));
        }

        return new PlacementPlan(
            [.. parts.Select(part => new PartPlan(part, "", "", [.. placed[part].Order(StringComparer.Ordinal)], 0, 0))],
            parts[^1].Value + 1);
    }
}
