using System.Collections.Immutable;
using Tsuba.Dispatch.Ownership;

namespace Tsuba.Dispatch.Rebalancing;

/// <summary>Which parts should go where, in the order in which they should move.</summary>
/// <param name="Moves">Moves; each part at most once.</param>
/// <param name="Loads">What each scheduler carries, in the order of their names.</param>
public sealed record RebalancePlan(ImmutableArray<PartMove> Moves, ImmutableArray<SchedulerLoad> Loads);
