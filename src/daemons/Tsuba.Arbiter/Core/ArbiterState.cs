using System.Collections.Immutable;
using Tsuba.Arbiter.Core.Configuration;
using Tsuba.Arbiter.Core.Links;
using Tsuba.Dispatch.Moves;
using Tsuba.Dispatch.Ownership;
using Tsuba.Dispatch.Placement;

namespace Tsuba.Arbiter.Core;

/// <summary>What the arbiter keeps over a restart; durable before anything that follows from it leaves.</summary>
/// <param name="Generation">Generation accepted last.</param>
/// <param name="Contents">What each part held.</param>
/// <param name="Placement">Which host is in which part.</param>
/// <param name="Ownership">Term, epochs, owners.</param>
/// <param name="LinksGeneration">Last generation given to links.</param>
/// <param name="Links">What each satellite was to be told last.</param>
public sealed record ArbiterState(
    long Generation,
    ImmutableArray<PartContent> Contents,
    PlacementPlan Placement,
    OwnershipState Ownership,
    long LinksGeneration,
    ImmutableArray<LinkStamp> Links)
{
    /// <summary>Hosts on their way from one part to another.</summary>
    public PendingMoves Moves { get; init; } = PendingMoves.None;

    /// <summary>The highest term that this arbiter stood for or knew of: it never uses it again.</summary>
    public uint Term { get; init; }

    /// <summary>In which term this state was written: by this arbiter, or by the one that it was taken from.</summary>
    public uint ReplicaTerm { get; init; }

    /// <summary>Number of this state within that term; grows.</summary>
    public long ReplicaVersion { get; init; }

    /// <summary>Of an arbiter that never ran.</summary>
    public static ArbiterState Empty { get; } = new(0, [], PlacementPlan.Empty, OwnershipState.Empty, 0, []);
}
