namespace Tsuba.Engine.Explain;

/// <summary>What an explanation says beside the reasons of the engine. Neither on disk nor, as a number, on the wire.</summary>
public enum Phrase
{
    /// <summary>Heading over the state.</summary>
    HeadingState,

    /// <summary>Heading over what fails above.</summary>
    HeadingCauses,

    /// <summary>Heading over what of the item decides.</summary>
    HeadingNotification,

    /// <summary>Heading over the contacts.</summary>
    HeadingContacts,

    /// <summary>Heading over what was decided then.</summary>
    HeadingPast,

    /// <summary>A notification would go out.</summary>
    WouldBeSent,

    /// <summary>None would.</summary>
    WouldNotBeSent,

    /// <summary>The item is fine; a problem would be told.</summary>
    ProblemWouldBeSent,

    /// <summary>The item is fine; a problem would not be told.</summary>
    ProblemWouldNotBeSent,

    /// <summary>Nothing of the item stands against the notification.</summary>
    NothingStands,

    /// <summary>The item has no result yet.</summary>
    Pending,

    /// <summary>The item is UP or OK.</summary>
    Fine,

    /// <summary>The item is not UP or OK.</summary>
    NotFine,

    /// <summary>The text of the last result.</summary>
    Says,

    /// <summary>When the next check is planned.</summary>
    NextCheck,

    /// <summary>No check is planned.</summary>
    NoCheckPlanned,

    /// <summary>A downtime is active.</summary>
    DowntimeActive,

    /// <summary>The problem is acknowledged.</summary>
    Acknowledged,

    /// <summary>The item flaps.</summary>
    Flaps,

    /// <summary>The item's state comes from another part and is not there yet.</summary>
    Awaited,

    /// <summary>The item is a root problem.</summary>
    IsRoot,

    /// <summary>An item above fails, and is an impact itself.</summary>
    FailsAbove,

    /// <summary>An item above fails and is a root.</summary>
    RootAbove,

    /// <summary>Stands for an item that the reader may not see.</summary>
    HiddenItem,

    /// <summary>The host is UP again, but the result of the service is from before.</summary>
    HostCameBackAfterResult,

    /// <summary>Nothing blocks the problem any more; it is told with the next result.</summary>
    WaitsForNextResult,

    /// <summary>An escalation calls others instead of the contact.</summary>
    ReplacedByEscalation,

    /// <summary>The contact is only called by an escalation that has not begun: by number.</summary>
    EscalatedFromNumber,

    /// <summary>The contact is only called by an escalation that has not begun: by time.</summary>
    EscalatedFromTime,

    /// <summary>The contact is only called by an escalation that does not take this now.</summary>
    EscalationNotNow,

    /// <summary>The name is that of no contact of the item.</summary>
    NotAContact,

    /// <summary>The contact would be told.</summary>
    IsTold,

    /// <summary>The contact would be told if nothing of the item stood against it.</summary>
    WouldBeTold,

    /// <summary>The contact was told of this problem.</summary>
    WasTold,

    /// <summary>A notification to the contact has no receipt yet.</summary>
    UnderWay,

    /// <summary>A notification was handed out, in the past.</summary>
    NotificationRaised,

    /// <summary>Its command ended well.</summary>
    NotificationSent,

    /// <summary>Its command failed.</summary>
    NotificationFailed,

    /// <summary>The state changed, in the past.</summary>
    StateWas,

    /// <summary>Nothing is recorded about the item before the moment.</summary>
    NothingRecorded,

    /// <summary>More is recorded than is shown.</summary>
    MoreRecorded,
}
