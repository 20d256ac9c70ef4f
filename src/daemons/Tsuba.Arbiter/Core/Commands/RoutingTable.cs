using System.Collections.Frozen;
using System.Collections.Immutable;
using Tsuba.Dispatch.Placement;
using Tsuba.Model.Items;

namespace Tsuba.Arbiter.Core.Commands;

/// <summary>Which part has which host. The host is the routing key even for services. Source: reference/shinken.md 5.1.</summary>
internal sealed class RoutingTable
{
    private readonly FrozenDictionary<string, PartId> _partOfHost;
    private readonly FrozenDictionary<string, PartId>.AlternateLookup<ReadOnlySpan<char>> _bySpan;

    internal RoutingTable(PlacementPlan placement)
    {
        Parts = [.. placement.Parts.Select(part => part.Id)];
        _partOfHost = placement.Parts
            .SelectMany(part => part.Hosts.Select(host => KeyValuePair.Create(host, part.Id)))
            .ToFrozenDictionary(StringComparer.Ordinal);
        _bySpan = _partOfHost.GetAlternateLookup<ReadOnlySpan<char>>();
    }

    internal static RoutingTable Empty { get; } = new(PlacementPlan.Empty);

    internal ImmutableArray<PartId> Parts { get; }

    internal bool TryFind(ReadOnlySpan<char> host, out PartId part) => _bySpan.TryGetValue(host, out part);
}
