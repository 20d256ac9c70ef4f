using Tsuba.Model.Items;

namespace Tsuba.Dispatch.Ownership;

/// <summary>Stop owning the part: someone else does, or it is gone.</summary>
/// <param name="Part">Which part.</param>
/// <param name="Scheduler">The former owner.</param>
/// <param name="Epoch">The highest epoch of the part.</param>
public sealed record ReleasePart(PartId Part, string Scheduler, Epoch Epoch)
    : DispatchAction(Part, Scheduler, Epoch);
