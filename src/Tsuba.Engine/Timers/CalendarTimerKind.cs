namespace Tsuba.Engine.Timers;

/// <summary>What a calendar timer is for; the order in which those of one moment and item fire.</summary>
internal enum CalendarTimerKind : byte
{
    /// <summary>A downtime ends.</summary>
    DowntimeEnd = 0,

    /// <summary>A downtime begins.</summary>
    DowntimeStart = 1,

    /// <summary>An acknowledgement expires.</summary>
    AcknowledgementEnd = 2,

    /// <summary>A comment expires.</summary>
    CommentEnd = 3,

    /// <summary>A maintenance period may begin.</summary>
    MaintenanceWindow = 4,
}
