using Tsuba.Model.Items;

namespace Tsuba.Dispatch.Ownership;

/// <summary>Who owns a part. Made durable before anyone is told, so that an epoch is never given twice.</summary>
/// <param name="Part">The part.</param>
/// <param name="Home">Its home when it was placed last.</param>
/// <param name="Owner">Name of the owner; null: nobody.</param>
/// <param name="Epoch">Epoch of this ownership.</param>
/// <param name="Follower">Name of the follower that the owner was told; null: none.</param>
/// <param name="MoveTo">Where the part shall go as soon as that scheduler follows in sync; null: it stays.</param>
/// <param name="WasConfirmed">Whether the owner has managed the part under this epoch.</param>
public sealed record PartOwnership(PartId Part, string Home, string? Owner, Epoch Epoch, string? Follower, string? MoveTo, bool WasConfirmed);
