using Tsuba.Model.Items;

namespace Tsuba.Dispatch.Ownership;

/// <summary>Something about a part that people must hear of.</summary>
/// <param name="Part">The part.</param>
/// <param name="Kind">What.</param>
/// <param name="Scheduler">Whom it is about: who is waited for, or who takes the part over.</param>
public readonly record struct OwnershipNotice(PartId Part, OwnershipNoticeKind Kind, string Scheduler);
