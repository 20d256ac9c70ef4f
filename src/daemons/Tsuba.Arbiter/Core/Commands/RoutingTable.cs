using System.Collections.Frozen;
using System.Collections.Immutable;
using Tsuba.Dispatch.Moves;
using Tsuba.Dispatch.Placement;
using Tsuba.Model.Items;

namespace Tsuba.Arbiter.Core.Commands;

/// <summary>Which part has which host. The host is the routing key even for services. Source: reference/shinken.md 5.1.</summary>
internal sealed class RoutingTable
{
    private readonly FrozenDictionary<string, HostMove>.AlternateLookup<ReadOnlySpan<char>> _moves;
    private readonly ulong _lastBeforeMoves;
    private readonly FrozenDictionary<string, PartId> _partOfHost;
    private readonly FrozenDictionary<string, PartId>.AlternateLookup<ReadOnlySpan<char>> _bySpan;

    /// <summary>A table.</summary>
    /// <param name="placement">Where hosts are, or shall be.</param>
    /// <param name="moves">Hosts that are not there yet.</param>
    internal RoutingTable(PlacementPlan placement, PendingMoves moves)
    {
        _lastBeforeMoves = moves.Record;
        _moves = moves.Moves.ToFrozenDictionary(move => move.Host, StringComparer.Ordinal).GetAlternateLookup<ReadOnlySpan<char>>();
        Parts = [.. placement.Parts.Select(part => part.Id)];
        _partOfHost = placement.Parts
            .SelectMany(part => part.Hosts.Select(host => KeyValuePair.Create(host, part.Id)))
            .ToFrozenDictionary(StringComparer.Ordinal);
        _bySpan = _partOfHost.GetAlternateLookup<ReadOnlySpan<char>>();
    }

    internal static RoutingTable Empty { get; } = new(PlacementPlan.Empty, PendingMoves.None);

    internal ImmutableArray<PartId> Parts { get; }

    /// <summary>The part that a command of a record goes to: what came before a move goes to where the host was.</summary>
    internal bool TryFind(ReadOnlySpan<char> host, ulong record, out PartId part)
    {
        if (_moves.Dictionary.Count > 0 && record <= _lastBeforeMoves && _moves.TryGetValue(host, out var move))
        {
            part = move.From;
            return true;
        }

        return _bySpan.TryGetValue(host, out part);
    }

    /// <summary>Whether a host is on its way.</summary>
    internal bool IsMoving(ReadOnlySpan<char> host) => _moves.TryGetValue(host, out _);
}
