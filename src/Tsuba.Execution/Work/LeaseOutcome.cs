using System.Collections.Immutable;

namespace Tsuba.Execution.Work;

/// <summary>Answer to a request for jobs.</summary>
/// <param name="Reached">Whether the source answered and gave what it has; otherwise it is asked again after a pause.</param>
/// <param name="Items">Jobs.</param>
public readonly record struct LeaseOutcome(bool Reached, ImmutableArray<WorkItem> Items)
{
    /// <summary>No answer, or a refusal.</summary>
    public static LeaseOutcome NotNow => new(Reached: false, []);
}
