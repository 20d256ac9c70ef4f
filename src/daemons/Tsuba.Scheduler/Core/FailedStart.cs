namespace Tsuba.Scheduler.Core;

/// <summary>What becomes of an action whose command could not be started.</summary>
public enum FailedStart
{
    /// <summary>Its worker does not have it (any more): somebody else's lease goes on.</summary>
    Unknown,

    /// <summary>It is handed out again after a pause.</summary>
    Postponed,

    /// <summary>It was tried as often as allowed, and counts as failed.</summary>
    GivenUp,
}
