using FsCheck;
using FsCheck.Fluent;
using Tsuba.Dispatch.Relations;
using Tsuba.Dispatch.Shards;
using Tsuba.Model.Definitions;

namespace Tsuba.Dispatch.Tests.Shards;

public sealed class ShardCutterTests
{
    private static readonly Gen<(int Hosts, int[] Edges)> Graphs =
        from hosts in Gen.Choose(1, 40)
        from edges in Gen.ArrayOf(Gen.Choose(0, (hosts * hosts) - 1))
        select (hosts, edges);

    [Fact]
    public void Cut_AnyGraph_EqualsReachability() => Properties.Check(Graphs, sample =>
    {
        var graph = Graph(sample.Hosts, sample.Edges);
        var shards = ShardCutter.Cut(graph);
        var reach = Reachability(graph);
        var seen = new int[sample.Hosts];
        foreach (var shard in shards)
        {
            foreach (var host in shard.Hosts)
            {
                seen[host]++;
                var expected = Enumerable.Range(0, sample.Hosts).Where(other => reach[host, other]);
                if (!expected.SequenceEqual(shard.Hosts))
                {
                    return false;
                }
            }
        }

        return seen.All(count => count == 1);
    });

    [Fact]
    public void Find_AnyShard_BridgesAreThoseWhoseRemovalCutsIt() => Properties.Check(Graphs, sample =>
    {
        var graph = Graph(sample.Hosts, sample.Edges);
        var before = ShardCutter.Cut(graph);
        var found = before.SelectMany(shard => GlueFinder.Find(graph, shard, int.MaxValue).Bridges).ToDictionary(bridge => bridge.Relation, bridge => bridge.FreedHosts);
        foreach (var relation in graph.Relations)
        {
            var after = ShardCutter.Cut(new RelationGraph(graph.Hosts, graph.Relations.Remove(relation)));
            var isBridge = after.Length > before.Length;
            if (isBridge != found.ContainsKey(relation))
            {
                return false;
            }

            if (isBridge)
            {
                var smaller = Math.Min(after.Single(shard => shard.Hosts.Contains(relation.From)).Hosts.Length, after.Single(shard => shard.Hosts.Contains(relation.To)).Hosts.Length);
                if (found[relation] != smaller)
                {
                    return false;
                }
            }
        }

        return true;
    });

    [Fact]
    public void Cut_EveryKindOfRelation_JoinsTheirHosts()
    {
        var cut = new SiteBuilder()
            .Host("router").Host("web", ("parents", "router"))
            .Host("db").Host("app").Add(ObjectType.HostDependency, "hd1", ("host_name", "db"), ("dependent_host_name", "app"))
            .Host("m").Host("n").Service("m", "s").Service("n", "t")
            .Add(ObjectType.ServiceDependency, "sd1", ("host_name", "m"), ("service_description", "s"), ("dependent_host_name", "n"), ("dependent_service_description", "t"))
            .Host("p").Host("q").Service("q", "x").Service("p", "y", ("service_dependencies", "q,x,,own"))
            .Host("bp").Host("a").Host("b").Service("bp", "rule", ("check_command", "bp_rule!a&b"))
            .Host("bph", ("check_command", "bp_rule!lone")).Host("lone")
            .Host("alone", ("parents", "nobody"))
            .Cut();

        Assert.Equal(
            ["a,b,bp", "alone", "app,db", "bph,lone", "m,n", "p,q", "router,web"],
            cut.Shards.Select(shard => string.Join(',', SiteBuilder.Names(cut, shard))));
    }

    [Fact]
    public void Find_TwoCliquesJoinedByOneParent_NamesThatRelation()
    {
        var site = new SiteBuilder();
        for (var index = 0; index < 20; index++)
        {
            site.Host(SiteBuilder.Name(index), ("parents", index == 10 ? "h0000" : SiteBuilder.Name(index < 10 ? (index + 1) % 10 : 10 + ((index + 1) % 10))));
        }

        // h0010 lost its own ring's edge to h0011; h0019 still closes it, so the join is not the only bridge.
        var cut = site.Cut();
        var glue = GlueFinder.Find(cut.Graph, Assert.Single(cut.Shards), 1);

        var bridge = Assert.Single(glue.Bridges);
        Assert.Equal(("h0010", "h0000", 10), (cut.Graph.Hosts[bridge.Relation.From].Name, cut.Graph.Hosts[bridge.Relation.To].Name, bridge.FreedHosts));
    }

    [Fact]
    public void Find_ChainOfHundredThousandHosts_DoesNotOverflowTheStack()
    {
        var hosts = Enumerable.Range(0, 100_000).Select(index => new GraphHost(SiteBuilder.Name(index), "", 0, 1, default));
        var graph = new RelationGraph([.. hosts], [.. Enumerable.Range(1, 99_999).Select(index => new Relation(index, index - 1, RelationKind.Parent, default))]);

        var glue = GlueFinder.Find(graph, Assert.Single(ShardCutter.Cut(graph)), 3);

        Assert.Equal(50_000, glue.Bridges[0].FreedHosts);
    }

    private static RelationGraph Graph(int hosts, int[] edges) => new(
        [.. Enumerable.Range(0, hosts).Select(index => new GraphHost(SiteBuilder.Name(index), "", 0, 1, default))],
        [.. edges.Distinct().Select(edge => new Relation(edge / hosts, edge % hosts, RelationKind.Parent, default)).Where(edge => edge.From != edge.To)]);

    private static bool[,] Reachability(RelationGraph graph)
    {
        var count = graph.Hosts.Length;
        var reach = new bool[count, count];
        for (var host = 0; host < count; host++)
        {
            reach[host, host] = true;
        }

        foreach (var relation in graph.Relations)
        {
            reach[relation.From, relation.To] = reach[relation.To, relation.From] = true;
        }

        for (var middle = 0; middle < count; middle++)
        {
            for (var from = 0; from < count; from++)
            {
                for (var to = 0; to < count; to++)
                {
                    reach[from, to] |= reach[from, middle] && reach[middle, to];
                }
            }
        }

        return reach;
    }
}
