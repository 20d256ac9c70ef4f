using System.Collections.Immutable;
using Tsuba.Dispatch.Relations;

namespace Tsuba.Dispatch.Shards;

/// <summary>Cuts a relation graph into its connected components, in practically linear time. Source: reference/shinken.md 2.1.</summary>
public static class ShardCutter
{
    /// <summary>All shards, in the order of their first hosts. A shard over several realms carries that of its first host.</summary>
    public static ImmutableArray<Shard> Cut(RelationGraph graph)
    {
        var sets = new DisjointSets(graph.Hosts.Length);
        foreach (var relation in graph.Relations)
        {
            sets.Join(relation.From, relation.To);
        }

        var shardOfRoot = new int[graph.Hosts.Length];
        Array.Fill(shardOfRoot, -1);
        var members = new List<ImmutableArray<int>.Builder>();
        for (var host = 0; host < graph.Hosts.Length; host++)
        {
            var root = sets.Find(host);
            if (shardOfRoot[root] < 0)
            {
                shardOfRoot[root] = members.Count;
                members.Add(ImmutableArray.CreateBuilder<int>());
            }

            members[shardOfRoot[root]].Add(host);
        }

        return [.. members.Select(hosts => Describe(graph, hosts.ToImmutable()))];
    }

    private static Shard Describe(RelationGraph graph, ImmutableArray<int> hosts)
    {
        var services = 0;
        var cost = 0L;
        foreach (var host in hosts)
        {
            services += graph.Hosts[host].Services;
            cost += graph.Hosts[host].Cost;
        }

        return new Shard(hosts, graph.Hosts[hosts[0]].Realm, services, cost);
    }
}
