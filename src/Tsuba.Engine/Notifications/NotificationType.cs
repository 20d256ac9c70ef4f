namespace Tsuba.Engine.Notifications;

/// <summary>Kinds of notifications. The numbers are on disk and on the wire. Source: reference/shinken.md 4.6.</summary>
public enum NotificationType : byte
{
    /// <summary>No notification.</summary>
    None = 0,

    /// <summary>PROBLEM.</summary>
    Problem = 1,

    /// <summary>RECOVERY.</summary>
    Recovery = 2,

    /// <summary>ACKNOWLEDGEMENT.</summary>
    Acknowledgement = 3,

    /// <summary>FLAPPINGSTART.</summary>
    FlappingStart = 4,

    /// <summary>FLAPPINGSTOP.</summary>
    FlappingStop = 5,

    /// <summary>FLAPPINGDISABLED.</summary>
    FlappingDisabled = 6,

    /// <summary>DOWNTIMESTART.</summary>
    DowntimeStart = 7,

    /// <summary>DOWNTIMEEND.</summary>
    DowntimeEnd = 8,

    /// <summary>DOWNTIMECANCELLED.</summary>
    DowntimeCancelled = 9,

    /// <summary>CUSTOM.</summary>
    Custom = 10,
}
