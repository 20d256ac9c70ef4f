using System.Collections.Frozen;
using System.Collections.Immutable;
using Tsuba.Model.Diagnostics;

namespace Tsuba.Dispatch.Relations;

/// <summary>All hosts and everything that binds two of them to one scheduler.</summary>
public sealed class RelationGraph
{
    private readonly FrozenDictionary<string, int> _indexes;

    /// <summary>A graph.</summary>
    /// <param name="hosts">Hosts in ordinal order of their names; relations refer to them by index.</param>
    /// <param name="relations">Edges. An edge may occur more than once; none joins a host with itself.</param>
    public RelationGraph(ImmutableArray<GraphHost> hosts, ImmutableArray<Relation> relations)
    {
        Hosts = hosts;
        Relations = relations;
        _indexes = hosts.Select((host, index) => (host.Name, index)).ToFrozenDictionary(pair => pair.Name, pair => pair.index, StringComparer.Ordinal);
    }

    /// <summary>Hosts in ordinal order of their names.</summary>
    public ImmutableArray<GraphHost> Hosts { get; }

    /// <summary>Edges.</summary>
    public ImmutableArray<Relation> Relations { get; }

    /// <summary>Business rules that cannot be read or name what does not exist.</summary>
    public ImmutableArray<Diagnostic> Findings { get; init; } = [];

    /// <summary>Whether any host or service has a business rule: then its members, and with them relations, may follow from any property of any item.</summary>
    public bool HasRules { get; init; }

    /// <summary>Index of a host, or -1.</summary>
    public int IndexOf(string hostName) => _indexes.GetValueOrDefault(hostName, -1);
}
