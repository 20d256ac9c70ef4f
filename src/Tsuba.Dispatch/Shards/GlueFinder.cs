using System.Collections.Immutable;
using Tsuba.Dispatch.Relations;

namespace Tsuba.Dispatch.Shards;

/// <summary>
/// Finds bridges and hubs of a shard by one depth-first walk without recursion (a shard may hold a million hosts in one chain).
/// Linear in hosts and relations of the shard, plus one walk per reported hub.
/// </summary>
public static class GlueFinder
{
    /// <summary>The glue of one shard.</summary>
    /// <param name="graph">The graph.</param>
    /// <param name="shard">One of its shards.</param>
    /// <param name="limit">Most bridges and most hubs to report; at least 1.</param>
    public static Glue Find(RelationGraph graph, Shard shard, int limit)
    {
        if (shard.Hosts.Length < 2)
        {
            return Glue.None;
        }

        var local = new LocalGraph(graph, shard);
        return new Glue(
            [.. Bridges(graph, local).OrderByDescending(bridge => bridge.FreedHosts).ThenBy(bridge => bridge.Relation.From).ThenBy(bridge => bridge.Relation.To).Take(limit)],
            Hubs(local, limit));
    }

    private static List<GlueBridge> Bridges(RelationGraph graph, LocalGraph local)
    {
        var count = local.Count;
        var order = new int[count];
        var low = new int[count];
        var size = new int[count];
        var entry = new int[count];
        var next = new int[count];
        Array.Fill(entry, -1);
        var bridges = new List<GlueBridge>();
        var path = new Stack<int>();
        var clock = 1;
        order[0] = low[0] = clock++;
        size[0] = 1;
        path.Push(0);
        while (path.TryPeek(out var node))
        {
            var edges = local.EdgesOf(node);
            if (next[node] < edges.Length)
            {
                var edge = edges[next[node]++];
                if (edge.Relation == entry[node])
                {
                    continue;
                }

                if (order[edge.Other] == 0)
                {
                    order[edge.Other] = low[edge.Other] = clock++;
                    size[edge.Other] = 1;
                    entry[edge.Other] = edge.Relation;
                    path.Push(edge.Other);
                }
                else
                {
                    low[node] = Math.Min(low[node], order[edge.Other]);
                }

                continue;
            }

            path.Pop();
            if (path.TryPeek(out var parent))
            {
                low[parent] = Math.Min(low[parent], low[node]);
                size[parent] += size[node];
                if (low[node] > order[parent])
                {
                    bridges.Add(new GlueBridge(graph.Relations[entry[node]], Math.Min(size[node], count - size[node])));
                }
            }
        }

        return bridges;
    }

    private static ImmutableArray<GlueHub> Hubs(LocalGraph local, int limit) =>
    [
        .. Enumerable.Range(0, local.Count)
            .OrderByDescending(node => local.EdgesOf(node).Length)
            .ThenBy(node => node)
            .Take(limit)
            .Where(node => local.EdgesOf(node).Length > 1)
            .Select(node => new GlueHub(local.GlobalIndex(node), local.EdgesOf(node).Length, local.LargestPieceWithout(node))),
    ];
}
