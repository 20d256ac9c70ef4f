namespace Tsuba.Scheduler.Core;

/// <summary>An item and for how long the worker has it.</summary>
public readonly record struct LeasedWork(WorkItem Item, int LeaseMilliseconds);
