using Tsuba.Model.Definitions;

namespace Tsuba.Configuration.Checks;

/// <summary>Which properties name other objects.</summary>
internal static class ReferenceKinds
{
    /// <summary>What a property of a type names.</summary>
    internal static ReferenceKind Of(ObjectType type, string name) => name switch
    {
        "check_command" or "event_handler" or "snapshot_command" or "maintenance_check_command" or "discoveryrun_command" or "global_host_event_handler"
            or "global_service_event_handler" or "ocsp_command" or "ochp_command" or "host_perfdata_command" or "service_perfdata_command"
            or "host_perfdata_file_processing_command" or "service_perfdata_file_processing_command" => ReferenceKind.Command,
        "host_notification_commands" or "service_notification_commands" => ReferenceKind.Commands,
        "check_period" or "notification_period" or "maintenance_period" or "maintenance_check_period" or "snapshot_period" or "escalation_period"
            or "dependency_period" or "modulation_period" or "host_notification_period" or "service_notification_period" => ReferenceKind.Period,
        "exclude" when type == ObjectType.TimePeriod => ReferenceKind.Periods,
        "contacts" => ReferenceKind.Contacts,
        "contact_groups" => ReferenceKind.ContactGroups,
        "escalations" => ReferenceKind.Escalations,
        "notificationways" => ReferenceKind.NotificationWays,
        "resultmodulations" => ReferenceKind.ResultModulations,
        "checkmodulations" => ReferenceKind.CheckModulations,
        "macromodulations" => ReferenceKind.MacroModulations,
        "business_impact_modulations" => ReferenceKind.ImpactModulations,
        "realm" => ReferenceKind.Realm,
        "realm_members" or "higher_realms" => ReferenceKind.Realms,
        "modules" => ReferenceKind.Modules,
        "parents" when type == ObjectType.Host => ReferenceKind.Parents,
        _ => ReferenceKind.None,
    };

    /// <summary>Options whose command Nagios looks for only when it runs; without it, it goes on without performance data. Source: <c>nagios4 -v</c>.</summary>
    internal static bool IsOfPerfdata(string name) => name
        is "host_perfdata_command" or "service_perfdata_command" or "host_perfdata_file_processing_command" or "service_perfdata_file_processing_command";
}
