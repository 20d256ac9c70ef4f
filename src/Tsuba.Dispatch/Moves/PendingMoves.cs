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

    /// <summary>Whether a host is on its way.</summary>
    public bool Has(string host) => Moves.Any(move => move.Host == host);

    /// <summary>
    /// Hosts that are in another part in the later placement. Hosts of only one of the two placements do not move. The state of a host that has not arrived is where it was before
    /// it was to move: it goes from there, or comes back there, which is a move from a part to itself. Source: docs/decisions/0105.
    /// </summary>
    /// <param name="before">The placement that these moves lead to.</param>
    /// <param name="after">The placement that is wanted now.</param>
    /// <param name="mayHaveArrived">
    /// Whether hosts may have arrived although the moves are not struck off: who is elected does not know. One that is to come back is awaited from where it may be then, and goes on with what it left
    /// behind where nothing comes.
    /// </param>
    public ImmutableArray<HostMove> Between(PlacementPlan before, PlacementPlan after, bool mayHaveArrived = false)
    {
        var partOf = new Dictionary<string, PartId>(StringComparer.Ordinal);
        foreach (var part in before.Parts)
        {
            foreach (var host in part.Hosts)
            {
                partOf[host] = part.Id;
            }
        }

        var open = Moves.ToDictionary(move => move.Host, StringComparer.Ordinal);
        foreach (var move in Moves)
        {
            partOf[move.Host] = move.From;
        }

        var moves = ImmutableArray.CreateBuilder<HostMove>();
        foreach (var part in after.Parts)
        {
            foreach (var host in part.Hosts)
            {
                if (!partOf.TryGetValue(host, out var old))
                {
                    continue;
                }

                var pending = open.GetValueOrDefault(host);
                if (old != part.Id || pending is not null)
                {
                    moves.Add(new HostMove(host, mayHaveArrived && pending?.From == part.Id ? pending.To : old, part.Id));
                }
            }
        }

        moves.Sort((left, right) => string.CompareOrdinal(left.Host, right.Host));
        return moves.ToImmutable();
    }
}
