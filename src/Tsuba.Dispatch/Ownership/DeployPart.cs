using Tsuba.Model.Items;

namespace Tsuba.Dispatch.Ownership;

/// <summary>Own the part in this generation: offer, missing chunks, activate. Harmless if it already does.</summary>
/// <param name="Part">Which part.</param>
/// <param name="Scheduler">The owner.</param>
/// <param name="Epoch">Under which epoch.</param>
/// <param name="Generation">Which content.</param>
/// <param name="Follower">Who follows; null: nobody.</param>
/// <param name="Revision">Orders of the same epoch and a lower revision are older.</param>
/// <param name="NeedsState">Whether the scheduler must have the part's state already: one that lost its disk must not begin anew by itself.</param>
public sealed record DeployPart(PartId Part, string Scheduler, Epoch Epoch, long Generation, string? Follower, uint Revision, bool NeedsState)
    : DispatchAction(Part, Scheduler, Epoch)
{
    /// <summary>Under at least this version of the rules; at least 1.</summary>
    public uint Semantics { get; init; } = SemanticsRange.First;
}
