namespace Tsuba.Dispatch.Rebalancing;

/// <summary>What a scheduler carries.</summary>
/// <param name="Scheduler">Name.</param>
/// <param name="Before">Cost of its parts now.</param>
/// <param name="After">Cost of its parts when all moves are done.</param>
/// <param name="Target">Its share by weight.</param>
public readonly record struct SchedulerLoad(string Scheduler, double Before, double After, double Target);
