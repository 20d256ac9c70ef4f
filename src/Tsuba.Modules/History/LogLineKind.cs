namespace Tsuba.Modules.History;

/// <summary>Kinds of lines of the Nagios log. The numbers are on disk. Source: reference/conventions.md 5.</summary>
public enum LogLineKind : byte
{
    /// <summary>Anything else.</summary>
    Other = 0,

    /// <summary>HOST ALERT, SERVICE ALERT.</summary>
    Alert = 1,

    /// <summary>HOST NOTIFICATION, SERVICE NOTIFICATION.</summary>
    Notification = 2,

    /// <summary>HOST FLAPPING ALERT, SERVICE FLAPPING ALERT.</summary>
    Flapping = 3,

    /// <summary>HOST DOWNTIME ALERT, SERVICE DOWNTIME ALERT, CONTACT DOWNTIME ALERT.</summary>
    Downtime = 4,

    /// <summary>HOST EVENT HANDLER and its like.</summary>
    EventHandler = 5,

    /// <summary>EXTERNAL COMMAND.</summary>
    ExternalCommand = 6,

    /// <summary>PASSIVE HOST CHECK, PASSIVE SERVICE CHECK.</summary>
    PassiveCheck = 7,

    /// <summary>INITIAL STATE and CURRENT STATE.</summary>
    State = 8,

    /// <summary>TIMEPERIOD TRANSITION.</summary>
    TimePeriod = 9,
}
