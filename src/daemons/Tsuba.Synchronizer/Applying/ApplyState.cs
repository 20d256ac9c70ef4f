namespace Tsuba.Synchronizer.Applying;

/// <summary>How an order to apply stands.</summary>
public enum ApplyState
{
    /// <summary>Nothing was ordered since the start.</summary>
    None,

    /// <summary>It is offered, and the arbiter has not answered yet.</summary>
    Pending,

    /// <summary>The arbiter runs it.</summary>
    Applied,

    /// <summary>The arbiter runs it already: nothing changed.</summary>
    Unchanged,

    /// <summary>The arbiter found errors; production is what it was.</summary>
    Refused,

    /// <summary>It deletes much: order again with the hash.</summary>
    NeedsConfirmation,
}
