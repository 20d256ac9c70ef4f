using System.Collections.Immutable;

namespace Tsuba.Model.Diagnostics;

/// <summary>Findings TSB14xx: names of other objects, and relations between objects.</summary>
public static class ReferenceFindings
{
    /// <summary>Host is unknown.</summary>
    public static DiagnosticCode HostUnknown { get; } = new("TSB1401", Severity.Error, "host is unknown", "Check the spelling, or define the host.");

    /// <summary>Hostgroup is unknown.</summary>
    public static DiagnosticCode HostGroupUnknown { get; } = new("TSB1402", Severity.Error, "hostgroup is unknown", "Check the spelling, or define the group.");

    /// <summary>Service is unknown.</summary>
    public static DiagnosticCode ServiceUnknown { get; } = new("TSB1403", Severity.Error, "service is unknown", "Check host and description, or define the service.");

    /// <summary>Servicegroup is unknown.</summary>
    public static DiagnosticCode ServiceGroupUnknown { get; } = new("TSB1404", Severity.Error, "servicegroup is unknown", "Check the spelling, or define the group.");

    /// <summary>Contact is unknown.</summary>
    public static DiagnosticCode ContactUnknown { get; } = new("TSB1405", Severity.Error, "contact is unknown", "Check the spelling, or define the contact.");

    /// <summary>Contactgroup is unknown.</summary>
    public static DiagnosticCode ContactGroupUnknown { get; } = new("TSB1406", Severity.Error, "contactgroup is unknown", "Check the spelling, or define the group.");

    /// <summary>Command is unknown.</summary>
    public static DiagnosticCode CommandUnknown { get; } = new("TSB1407", Severity.Error, "command is unknown", "Check the spelling, or define the command.");

    /// <summary>Time period is unknown.</summary>
    public static DiagnosticCode TimePeriodUnknown { get; } = new("TSB1408", Severity.Error, "time period is unknown", "Check the spelling, or define the time period.");

    /// <summary>Escalation is unknown.</summary>
    public static DiagnosticCode EscalationUnknown { get; } = new("TSB1409", Severity.Error, "escalation is unknown", "Check the spelling, or define the escalation.");

    /// <summary>Notification way is unknown.</summary>
    public static DiagnosticCode NotificationWayUnknown { get; } = new("TSB1410", Severity.Error, "notification way is unknown", "Check the spelling, or define the notification way.");

    /// <summary>Modulation is unknown.</summary>
    public static DiagnosticCode ModulationUnknown { get; } = new("TSB1411", Severity.Error, "modulation is unknown", "Check the spelling, or define the modulation.");

    /// <summary>Realm is unknown.</summary>
    public static DiagnosticCode RealmUnknown { get; } = new("TSB1412", Severity.Error, "realm is unknown", "Check the spelling, or define the realm.");

    /// <summary>Module is unknown.</summary>
    public static DiagnosticCode ModuleUnknown { get; } = new("TSB1413", Severity.Warning, "module is unknown", "Check the spelling, or define the module.");

    /// <summary>Hosts are parents of each other in a circle.</summary>
    public static DiagnosticCode ParentLoop { get; } = new("TSB1414", Severity.Error, "hosts are parents of each other in a circle", "Remove one of the parents.");

    /// <summary>Objects depend on each other in a circle.</summary>
    public static DiagnosticCode DependencyLoop { get; } = new("TSB1415", Severity.Error, "objects depend on each other in a circle", "Remove one of the dependencies.");

    /// <summary>Dependency lacks one side.</summary>
    public static DiagnosticCode DependencyIncomplete { get; } = new("TSB1416", Severity.Error, "dependency lacks one side", "Name the master and the dependent objects.");

    /// <summary>Escalation without contacts.</summary>
    public static DiagnosticCode EscalationWithoutContact { get; } = new("TSB1417", Severity.Error, "escalation without contacts", "Set contacts or contact_groups.");

    /// <summary>Escalation lacks its target or range.</summary>
    public static DiagnosticCode EscalationIncomplete { get; } = new("TSB1418", Severity.Error, "escalation lacks its target or range", "Set host_name or hostgroup_name, and first_notification or first_notification_time.");

    /// <summary>Realms contain each other in a circle.</summary>
    public static DiagnosticCode RealmLoop { get; } = new("TSB1419", Severity.Error, "realms contain each other in a circle", "Remove one of the members.");

    /// <summary>More than one default realm.</summary>
    public static DiagnosticCode DefaultRealmAmbiguous { get; } = new("TSB1420", Severity.Error, "more than one default realm", "Set default 1 on exactly one realm.");

    /// <summary>No default realm.</summary>
    public static DiagnosticCode DefaultRealmMissing { get; } = new("TSB1421", Severity.Error, "no default realm", "Set default 1 on one realm.");

    /// <summary>Nobody is notified.</summary>
    public static DiagnosticCode ItemWithoutContact { get; } = new("TSB1422", Severity.Warning, "nobody is notified", "Set contacts or contact_groups, or notifications_enabled 0.");

    /// <summary>Object depends on itself.</summary>
    public static DiagnosticCode SelfDependency { get; } = new("TSB1424", Severity.Warning, "object depends on itself", "Remove it from one of the two sides; the pair is left out.");

    /// <summary>Host is its own parent.</summary>
    public static DiagnosticCode SelfParent { get; } = new("TSB1425", Severity.Error, "host is its own parent", "Remove it from its parents.");

    /// <summary>Extended information for an unknown host or service.</summary>
    public static DiagnosticCode ExtendedInfoWithoutTarget { get; } = new("TSB1426", Severity.Warning, "extended information for an unknown host or service", "Check the name; the object has no effect.");

    /// <summary>Group is not defined and is created.</summary>
    public static DiagnosticCode GroupCreated { get; } = new("TSB1428", Severity.Warning, "group is not defined and is created", "Define the group, or correct the name.");

    /// <summary>Contact cannot be notified.</summary>
    public static DiagnosticCode ContactWithoutCommand { get; } = new("TSB1427", Severity.Warning, "contact cannot be notified", "Set notification commands, or name notification ways.");

    /// <summary>Command for performance data is unknown.</summary>
    public static DiagnosticCode PerfdataCommandUnknown { get; } = new("TSB1429", Severity.Warning, "command for performance data is unknown", "Check the spelling, define the command, or remove the option; it has no effect.");

    /// <summary>Escalation never holds.</summary>
    public static DiagnosticCode EscalationWithoutRange { get; } = new("TSB1430", Severity.Warning, "escalation never holds", "Set last_notification, 0 for no end; without it the escalation has no effect.");

    /// <summary>All rows of this range.</summary>
    public static ImmutableArray<DiagnosticCode> Rows { get; } =
    [
        HostUnknown,
        HostGroupUnknown,
        ServiceUnknown,
        ServiceGroupUnknown,
        ContactUnknown,
        ContactGroupUnknown,
        CommandUnknown,
        TimePeriodUnknown,
        EscalationUnknown,
        NotificationWayUnknown,
        ModulationUnknown,
        RealmUnknown,
        ModuleUnknown,
        ParentLoop,
        DependencyLoop,
        DependencyIncomplete,
        EscalationWithoutContact,
        EscalationIncomplete,
        RealmLoop,
        DefaultRealmAmbiguous,
        DefaultRealmMissing,
        ItemWithoutContact,
        SelfDependency,
        SelfParent,
        ExtendedInfoWithoutTarget,
        GroupCreated,
        ContactWithoutCommand,
        PerfdataCommandUnknown,
        EscalationWithoutRange,
    ];
}
