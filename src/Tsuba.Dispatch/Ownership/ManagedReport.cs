using Tsuba.Model.Items;

namespace Tsuba.Dispatch.Ownership;

/// <summary>A part as a scheduler reports it with its heartbeat.</summary>
/// <param name="Part">The part.</param>
/// <param name="Epoch">Epoch under which it is held.</param>
/// <param name="Generation">Generation of its configuration.</param>
/// <param name="IsOwner">Owner, else follower.</param>
/// <param name="IsActive">Loaded and checking.</param>
/// <param name="HasFollowerInSync">Owner: a follower has everything that was acknowledged.</param>
/// <param name="Durable">The last frame that is durable there; 0: none.</param>
/// <param name="Peer">Owner: whom it takes for its follower; follower: from whom it copies; null: nobody.</param>
/// <param name="Revision">Revision of the order that it obeys.</param>
public readonly record struct ManagedReport(
    PartId Part, Epoch Epoch, long Generation, bool IsOwner, bool IsActive, bool HasFollowerInSync, ulong Durable, string? Peer, uint Revision)
{
    /// <summary>Owner: its disk refuses what the part writes, so nothing can be acknowledged, notified or told there.</summary>
    public bool IsFailing { get; init; }

    /// <summary>Owner: how often it went on with damaged files, since nobody else had more; counted by the scheduler as long as it owns the part.</summary>
    public uint Losses { get; init; }

    /// <summary>Version of the rules that the part runs under there, or its bytes are of; 0: the first.</summary>
    public uint Semantics { get; init; }
}
