namespace Tsuba.Modules.Livestatus.Tables.Log;

/// <summary>Classes of log lines. The numbers are those that clients send. Source: reference/livestatus.md 11, table log.</summary>
internal enum LogClass : byte
{
    /// <summary>Anything else.</summary>
    Info = 0,

    /// <summary>Alerts: states, flapping, downtimes.</summary>
    Alert = 1,

    /// <summary>The program itself.</summary>
    Program = 2,

    /// <summary>Notifications.</summary>
    Notification = 3,

    /// <summary>Passive results.</summary>
    Passive = 4,

    /// <summary>External commands.</summary>
    Command = 5,

    /// <summary>Initial and current states, changes of time periods.</summary>
    State = 6,
}
