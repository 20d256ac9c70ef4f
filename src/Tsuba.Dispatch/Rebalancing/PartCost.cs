using Tsuba.Model.Items;

namespace Tsuba.Dispatch.Rebalancing;

/// <summary>What a part costs its owner, as measured lately.</summary>
/// <param name="Part">The part.</param>
/// <param name="Realm">Its realm.</param>
/// <param name="Owner">The scheduler that runs it.</param>
/// <param name="Cost">Share of a processor, 0 or more; any unit, as long as it is the same for all parts.</param>
public readonly record struct PartCost(PartId Part, string Realm, string Owner, double Cost);
