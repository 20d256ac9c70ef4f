using System.Collections.Immutable;
using Tsuba.Model.Items;
using Tsuba.Protocol.Contracts;

namespace Tsuba.Scheduler.Core;

/// <summary>
/// The last frame that a part has of each ownership: what an owner wrote under it up to there is in the state, what it wrote behind that is not. So it is known
/// also where the journal no longer reaches back so far, or began with a snapshot. Keeps the newest <see cref="Limit"/> ownerships. One owner. Source: docs/decisions/0101.
/// </summary>
public sealed class OwnershipFrames
{
    /// <summary>Most ownerships that are remembered.</summary>
    public const int Limit = 64;

    // In the order of the epochs.
    private readonly List<(Epoch Epoch, ulong Last)> _all = [];

    /// <summary>A frame was written, or is replayed.</summary>
    /// <param name="epoch">Under which ownership.</param>
    /// <param name="frame">Its number.</param>
    public void Wrote(Epoch epoch, ulong frame)
    {
        if (_all.Count > 0 && _all[^1].Epoch == epoch)
        {
            _all[^1] = (epoch, frame);
            return;
        }

        if (_all.Count == Limit)
        {
            _all.RemoveAt(0);
        }

        _all.Add((epoch, frame));
    }

    /// <summary>The last frame of an ownership; 0: there is none, or it is longer ago than what is remembered.</summary>
    public ulong LastOf(Epoch epoch) => _all.FindLast(ownership => ownership.Epoch == epoch).Last;

    /// <summary>
    /// The last frame of an ownership or, where the part never had that one, of the one before it: up to there the two went the same way, and what the other wrote behind that never came here as a
    /// frame. 0: that is longer ago than what is remembered.
    /// </summary>
    public ulong LastUpTo(Epoch epoch) => _all.FindLast(ownership => ownership.Epoch <= epoch).Last;

    /// <summary>The ownerships that are remembered, in the order of their epochs.</summary>
    public ImmutableArray<Epoch> Epochs => [.. _all.Select(ownership => ownership.Epoch)];

    /// <summary>What a snapshot holds of it.</summary>
    public IEnumerable<OwnershipFrame> Write() => _all.Select(ownership => new OwnershipFrame { Epoch = ownership.Epoch.Packed, Last = ownership.Last });

    /// <summary>Takes what a snapshot holds.</summary>
    public void Read(IEnumerable<OwnershipFrame> ownerships)
    {
        foreach (var ownership in ownerships)
        {
            Wrote(Epoch.FromPacked(ownership.Epoch), ownership.Last);
        }
    }
}
