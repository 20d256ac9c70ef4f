using Tsuba.Model.Items;

namespace Tsuba.Dispatch.Ownership;

/// <summary>Something the arbiter must tell a scheduler. Each is answered by <see cref="OwnershipBrain.Completed"/>.</summary>
/// <param name="Part">Which part.</param>
/// <param name="Scheduler">Whom.</param>
/// <param name="Epoch">Under which epoch.</param>
public abstract record DispatchAction(PartId Part, string Scheduler, Epoch Epoch);
