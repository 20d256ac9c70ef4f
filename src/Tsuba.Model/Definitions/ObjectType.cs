namespace Tsuba.Model.Definitions;

/// <summary>Every <c>define</c> of the language. The numbers are on the wire. Source: reference/shinken.md 3.9.</summary>
public enum ObjectType : byte
{
    /// <summary>The main files' <c>key=value</c> lines, as one object.</summary>
    Main = 0,

    /// <summary><c>define host</c>.</summary>
    Host = 1,

    /// <summary><c>define service</c>.</summary>
    Service = 2,

    /// <summary><c>define contact</c>.</summary>
    Contact = 3,

    /// <summary><c>define notificationway</c>.</summary>
    NotificationWay = 4,

    /// <summary><c>define command</c>.</summary>
    Command = 5,

    /// <summary><c>define timeperiod</c>.</summary>
    TimePeriod = 6,

    /// <summary><c>define hostgroup</c>.</summary>
    HostGroup = 7,

    /// <summary><c>define servicegroup</c>.</summary>
    ServiceGroup = 8,

    /// <summary><c>define contactgroup</c>.</summary>
    ContactGroup = 9,

    /// <summary><c>define hostdependency</c>.</summary>
    HostDependency = 10,

    /// <summary><c>define servicedependency</c>.</summary>
    ServiceDependency = 11,

    /// <summary><c>define escalation</c>.</summary>
    Escalation = 12,

    /// <summary><c>define hostescalation</c>.</summary>
    HostEscalation = 13,

    /// <summary><c>define serviceescalation</c>.</summary>
    ServiceEscalation = 14,

    /// <summary><c>define hostextinfo</c>.</summary>
    HostExtInfo = 15,

    /// <summary><c>define serviceextinfo</c>.</summary>
    ServiceExtInfo = 16,

    /// <summary><c>define businessimpactmodulation</c>.</summary>
    BusinessImpactModulation = 17,

    /// <summary><c>define resultmodulation</c>.</summary>
    ResultModulation = 18,

    /// <summary><c>define macromodulation</c>.</summary>
    MacroModulation = 19,

    /// <summary><c>define checkmodulation</c>.</summary>
    CheckModulation = 20,

    /// <summary><c>define realm</c>.</summary>
    Realm = 21,

    /// <summary><c>define module</c>.</summary>
    Module = 22,

    /// <summary><c>define discoveryrule</c>.</summary>
    DiscoveryRule = 23,

    /// <summary><c>define discoveryrun</c>.</summary>
    DiscoveryRun = 24,

    /// <summary><c>define pack</c>.</summary>
    Pack = 25,

    /// <summary><c>define trigger</c>.</summary>
    Trigger = 26,

    /// <summary><c>define arbiter</c>.</summary>
    Arbiter = 27,

    /// <summary><c>define scheduler</c>.</summary>
    Scheduler = 28,

    /// <summary><c>define poller</c>.</summary>
    Poller = 29,

    /// <summary><c>define reactionner</c>.</summary>
    Reactionner = 30,

    /// <summary><c>define receiver</c>.</summary>
    Receiver = 31,

    /// <summary><c>define broker</c>.</summary>
    Broker = 32,

    /// <summary><c>define synchronizer</c>.</summary>
    Synchronizer = 33,
}
