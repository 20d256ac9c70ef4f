using System.Collections.Immutable;
using Tsuba.Dispatch.Relations;

namespace Tsuba.Dispatch.Shards;

/// <summary>One shard as adjacency lists with its own numbering.</summary>
internal sealed class LocalGraph
{
    private readonly ImmutableArray<int> _hosts;
    private readonly (int Other, int Relation)[] _edges;
    private readonly int[] _starts;

    internal LocalGraph(RelationGraph graph, Shard shard)
    {
        _hosts = shard.Hosts;
        var localOf = new Dictionary<int, int>(_hosts.Length);
        for (var index = 0; index < _hosts.Length; index++)
        {
            localOf.Add(_hosts[index], index);
        }

        _starts = new int[_hosts.Length + 1];
        foreach (var relation in graph.Relations)
        {
            if (localOf.TryGetValue(relation.From, out var from))
            {
                _starts[from + 1]++;
                _starts[localOf[relation.To] + 1]++;
            }
        }

        for (var index = 0; index < _hosts.Length; index++)
        {
            _starts[index + 1] += _starts[index];
        }

        _edges = new (int, int)[_starts[^1]];
        var fill = _starts.AsSpan(0, _hosts.Length).ToArray();
        for (var index = 0; index < graph.Relations.Length; index++)
        {
            var relation = graph.Relations[index];
            if (localOf.TryGetValue(relation.From, out var from))
            {
                var to = localOf[relation.To];
                _edges[fill[from]++] = (to, index);
                _edges[fill[to]++] = (from, index);
            }
        }
    }

    internal int Count => _hosts.Length;

    internal int GlobalIndex(int node) => _hosts[node];

    internal ReadOnlySpan<(int Other, int Relation)> EdgesOf(int node) => _edges.AsSpan(_starts[node], _starts[node + 1] - _starts[node]);

    internal int LargestPieceWithout(int removed)
    {
        var seen = new bool[Count];
        seen[removed] = true;
        var largest = 0;
        var open = new Stack<int>();
        for (var start = 0; start < Count; start++)
        {
            if (seen[start])
            {
                continue;
            }

            var size = 0;
            seen[start] = true;
            open.Push(start);
            while (open.TryPop(out var node))
            {
                size++;
                foreach (var (other, _) in EdgesOf(node))
                {
                    if (!seen[other])
                    {
                        seen[other] = true;
                        open.Push(other);
                    }
                }
            }

            largest = Math.Max(largest, size);
        }

        return largest;
    }
}
