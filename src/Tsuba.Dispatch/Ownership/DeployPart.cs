using Tsuba.Model.Items;

namespace Tsuba.Dispatch.Ownership;

/// <summary>Own the part in this generation: offer, missing chunks, activate. Harmless if it already does.</summary>
/// <param name="Part">Which part.</param>
/// <param name="Scheduler">The owner.</param>
/// <param name="Epoch">Under which epoch.</param>
/// <param name="Generation">Which content.</param>
/// <param name="Follower">Who follows; null: nobody.</param>
public sealed record DeployPart(PartId Part, string Scheduler, Epoch Epoch, long Generation, string? Follower)
    : DispatchAction(Part, Scheduler, Epoch);
