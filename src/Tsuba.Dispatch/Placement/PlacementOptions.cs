namespace Tsuba.Dispatch.Placement;

/// <summary>How shards are packed.</summary>
/// <param name="PartsPerScheduler">Parts that a scheduler starts with; at least 1. More parts make failover and moves finer, and cost a journal each.</param>
/// <param name="ToleratedImbalance">
/// Share of its target by which a scheduler's load may be off before anything moves, beside one shard; 0 or more. It keeps small
/// changes of the configuration from moving hosts.
/// </param>
public sealed record PlacementOptions(int PartsPerScheduler, double ToleratedImbalance)
{
    /// <summary>Four parts, one tenth.</summary>
    public static PlacementOptions Default { get; } = new(4, 0.1);
}
