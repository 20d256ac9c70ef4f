using Tsuba.Model.Items;

namespace Tsuba.Dispatch.Ownership;

/// <summary>Who owns a part. Made durable before anyone is told, so that an epoch is never given twice.</summary>
/// <param name="Part">The part.</param>
/// <param name="Home">Its home when it was placed last.</param>
/// <param name="Owner">Name of the owner; null: nobody.</param>
/// <param name="Epoch">Epoch of this ownership.</param>
/// <param name="Follower">Name of the follower that the owner was told; null: none.</param>
/// <param name="Revision">Grows with each change of the follower under this epoch: of two orders the one with the higher number counts.</param>
/// <param name="InSync">Another scheduler that has everything the owner acknowledged, as far as is known; null: none.</param>
/// <param name="MoveTo">Where the part shall go as soon as that scheduler follows in sync; null: it stays.</param>
/// <param name="WasConfirmed">Whether the owner has managed the part under this epoch.</param>
/// <param name="HasState">Whether anyone ever managed the part, so that there is something to lose.</param>
/// <param name="MayBeginEmpty">Whether the owner may begin from the configuration alone; never again once it was seen to run.</param>
/// <param name="IsHomeSettled">
/// Whether the part has run at its home, or was put where it is by an operator: then it never goes home by itself. A part that only waits
/// for a home that was never there goes there once, when that scheduler appears.
/// </param>
public sealed record PartOwnership(
    PartId Part, string Home, string? Owner, Epoch Epoch, string? Follower, uint Revision, string? InSync, string? MoveTo, bool WasConfirmed, bool HasState,
    bool MayBeginEmpty, bool IsHomeSettled)
{
    /// <summary>How often the part went on with less than everything that was acknowledged; at least 0.</summary>
    public uint Losses { get; init; }

    /// <summary>How many times the owner has said that it went on with damaged files; each of them is in <see cref="Losses"/>.</summary>
    public uint OwnerLosses { get; init; }

    /// <summary>
    /// Version of the rules that the part runs under, or that its owner was told to raise it to; at least 1, never falls. Nobody who does not know it
    /// is given the part.
    /// </summary>
    public uint Semantics { get; init; } = SemanticsRange.First;

    /// <summary>A part that nobody was ever told to own.</summary>
    public static PartOwnership New(PartId part, string home) =>
        new(part, home, null, Epoch.None, null, 0, null, null, WasConfirmed: false, HasState: false, MayBeginEmpty: true, IsHomeSettled: false);
}
