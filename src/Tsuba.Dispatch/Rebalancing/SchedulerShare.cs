namespace Tsuba.Dispatch.Rebalancing;

/// <summary>A living scheduler that may own parts of its realm.</summary>
/// <param name="Name">Name.</param>
/// <param name="Realm">Realm.</param>
/// <param name="Weight">weight; at least 1, and 0 for a spare, which gives what it has and takes nothing.</param>
public readonly record struct SchedulerShare(string Name, string Realm, int Weight);
