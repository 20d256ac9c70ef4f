namespace Tsuba.Scheduler.Core;

/// <summary>Where a work item is.</summary>
internal enum LeaseState
{
    /// <summary>In its queue.</summary>
    Waiting,

    /// <summary>With a worker.</summary>
    Leased,

    /// <summary>Its command could not be started, and is tried again after a pause.</summary>
    Postponed,

    /// <summary>Done or cancelled; queues pass over it.</summary>
    Gone,
}
