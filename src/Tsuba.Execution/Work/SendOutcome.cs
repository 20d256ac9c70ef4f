using System.Collections.Immutable;
using Tsuba.Model.Items;

namespace Tsuba.Execution.Work;

/// <summary>Answer to a batch of results.</summary>
/// <param name="Reached">Whether there was one.</param>
/// <param name="Refused">Parts whose results the source will never take.</param>
/// <param name="Postponed">Parts whose results it cannot take now.</param>
public readonly record struct SendOutcome(bool Reached, ImmutableArray<PartId> Refused, ImmutableArray<PartId> Postponed)
{
    /// <summary>No answer.</summary>
    public static SendOutcome NotReached => new(Reached: false, [], []);
}
