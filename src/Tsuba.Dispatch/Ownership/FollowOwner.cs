using Tsuba.Model.Items;

namespace Tsuba.Dispatch.Ownership;

/// <summary>Copy the journal of the part from its owner, or stop doing so.</summary>
/// <param name="Part">Which part.</param>
/// <param name="Scheduler">The follower.</param>
/// <param name="Epoch">The owner's epoch.</param>
/// <param name="Owner">The owner; null: stop.</param>
/// <param name="Revision">Orders of the same epoch and a lower revision are older.</param>
public sealed record FollowOwner(PartId Part, string Scheduler, Epoch Epoch, string? Owner, uint Revision)
    : DispatchAction(Part, Scheduler, Epoch);
