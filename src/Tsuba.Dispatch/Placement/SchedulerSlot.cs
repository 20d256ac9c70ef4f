namespace Tsuba.Dispatch.Placement;

/// <summary>An active (not spare) scheduler that can be the home of parts.</summary>
/// <param name="Name">Name.</param>
/// <param name="Realm">Realm; a scheduler belongs to exactly one.</param>
/// <param name="Weight">weight; at least 1.</param>
public sealed record SchedulerSlot(string Name, string Realm, int Weight);
