using System.Collections.Immutable;
using Tsuba.Dispatch.Placement;
using Tsuba.Model.Items;

namespace Tsuba.Dispatch.Moves;

/// <summary>Moves that are not over, as the arbiter keeps them over a restart.</summary>
/// <param name="Record">
/// Last record of commands that was taken before the moves began. Commands up to it go to the part that has the host, later ones to the
/// part that shall have it.
/// </param>
/// <param name="Moves">The moves, by host.</param>
public sealed record PendingMoves(ulong Record, ImmutableArray<HostMove> Moves)
{
    /// <summary>None.</summary>
    public static PendingMoves None { get; } = new(0, []);

    /// <summary>Hosts that are in another part in the later placement. Hosts of only one of the two placements do not move.</summary>
    public static ImmutableArray<HostMove> Between(PlacementPlan before, PlacementPlan after)
    {
        var partOf = new Dictionary<string, PartId>(StringComparer.Ordinal);
        foreach (var part in before.Parts)
        {
            foreach (var host in part.Hosts)
            {
                partOf[host] = part.Id;
            }
        }

        var moves = ImmutableArray.CreateBuilder<HostMove>();
        foreach (var part in after.Parts)
        {
            foreach (var host in part.Hosts)
            {
                if (partOf.TryGetValue(host, out var old) && old != part.Id)
                {
                    moves.Add(new HostMove(host, old, part.Id));
                }
            }
        }

        moves.Sort((left, right) => string.CompareOrdinal(left.Host, right.Host));
        return moves.ToImmutable();
    }
}
