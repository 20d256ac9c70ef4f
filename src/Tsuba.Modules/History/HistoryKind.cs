namespace Tsuba.Modules.History;

/// <summary>What an entry of the history tells. The numbers are on disk.</summary>
public enum HistoryKind : byte
{
    /// <summary>An item came into another state, or a soft state became hard.</summary>
    StateChange = 1,

    /// <summary>A notification was raised, sent or failed.</summary>
    Notification = 2,

    /// <summary>A downtime was scheduled, began, ended or was cancelled.</summary>
    Downtime = 3,

    /// <summary>A problem was acknowledged, or the acknowledgement ended.</summary>
    Acknowledgement = 4,

    /// <summary>A comment was added or removed.</summary>
    Comment = 5,

    /// <summary>An item began or ceased to flap.</summary>
    Flapping = 6,
}
