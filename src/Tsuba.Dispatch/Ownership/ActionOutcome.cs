namespace Tsuba.Dispatch.Ownership;

/// <summary>How an action ended.</summary>
public enum ActionOutcome : byte
{
    /// <summary>Done.</summary>
    Accepted = 0,

    /// <summary>No answer, or one that may differ next time.</summary>
    Failed = 1,

    /// <summary>The scheduler has seen a higher epoch.</summary>
    StaleEpoch = 2,

    /// <summary>The scheduler has nothing of the part's state, and may not begin without.</summary>
    NoState = 3,
}
