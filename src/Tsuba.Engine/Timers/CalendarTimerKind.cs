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

    /// <summary>A maintenance check is due, or did not answer.</summary>
    MaintenanceCheck = 5,

    /// <summary>A window of a recurrent downtime may begin.</summary>
    Recurrence = 6,

    /// <summary>A time period may begin or end.</summary>
    PeriodTransition = 7,

    /// <summary>The log rotates.</summary>
    LogRotation = 8,

    /// <summary>The next slice of all states is to be logged.</summary>
    StateLogSlice = 9,

    /// <summary>A performance data file is to be processed.</summary>
    PerfdataFile = 10,
}
