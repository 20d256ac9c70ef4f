using System.Collections.Immutable;
using Tsuba.Model.Items;

namespace Tsuba.Dispatch.Placement;

/// <summary>Which host is in which part and where each part is at home. The arbiter persists it so that the next one moves as little as possible.</summary>
/// <param name="Parts">Parts by number.</param>
/// <param name="NextPart">Number of the next new part.</param>
public sealed record PlacementPlan(ImmutableArray<PartPlan> Parts, int NextPart)
{
    /// <summary>Parts that stay though no host may be left in them, since the state of hosts that left is still there.</summary>
    public ImmutableArray<PartId> Giving { get; init; } = [];

    /// <summary>Nothing placed yet.</summary>
    public static PlacementPlan Empty { get; } = new([], 1);

    /// <summary>The part of that number, or null.</summary>
    public PartPlan? Find(PartId id)
    {
        foreach (var part in Parts)
        {
            if (part.Id == id)
            {
                return part;
            }
        }

        return null;
    }
}
