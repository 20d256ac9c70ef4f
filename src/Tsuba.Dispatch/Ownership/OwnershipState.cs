using System.Collections.Immutable;

namespace Tsuba.Dispatch.Ownership;

/// <summary>What the arbiter keeps of ownership over a restart.</summary>
/// <param name="Term">Term of the arbiter; grows.</param>
/// <param name="LastNumber">Last number given out in the term.</param>
/// <param name="Parts">Ownership of each part.</param>
public sealed record OwnershipState(uint Term, uint LastNumber, ImmutableArray<PartOwnership> Parts)
{
    /// <summary>Nothing known: the term is raised above everything that schedulers report before anything is given out.</summary>
    public static OwnershipState Empty { get; } = new(0, 0, []);
}
