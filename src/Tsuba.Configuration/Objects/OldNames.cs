using System.Collections.Frozen;
using Tsuba.Model.Definitions;

namespace Tsuba.Configuration.Objects;

/// <summary>Former spellings of properties. Source: reference/shinken.md 3.1 "Old names"; Nagios' object documentation.</summary>
internal static class OldNames
{
    private static readonly FrozenDictionary<(ObjectType, string), string> Present = Rows().ToFrozenDictionary(row => (row.Type, row.Old), row => row.New);

    /// <summary>The present spelling of an old name, or null.</summary>
    internal static string? Find(ObjectType type, string name) => Present.GetValueOrDefault((type, name));

    /// <summary>All old spellings of one type with the present one.</summary>
    internal static IEnumerable<(string Old, string New)> Of(ObjectType type) =>
        Present.Where(row => row.Key.Item1 == type).Select(row => (row.Key.Item2, row.Value));

    private static IEnumerable<(ObjectType Type, string Old, string New)> Rows() =>
    [
        (ObjectType.Main, "nagios_user", "shinken_user"),
        (ObjectType.Main, "nagios_group", "shinken_group"),
        (ObjectType.Main, "modulesdir", "modules_dir"),
        (ObjectType.Host, "normal_check_interval", "check_interval"),
        (ObjectType.Host, "retry_check_interval", "retry_interval"),
        (ObjectType.Host, "criticity", "business_impact"),
        (ObjectType.Host, "hostgroup", "hostgroups"),
        (ObjectType.Host, "host_groups", "hostgroups"),
        (ObjectType.Host, "contactgroups", "contact_groups"),
        (ObjectType.Host, "gd2_image", "statusmap_image"),
        (ObjectType.Host, "hourly_value", "importance"),
        (ObjectType.Host, "checks_enabled", "active_checks_enabled"),
        (ObjectType.Service, "normal_check_interval", "check_interval"),
        (ObjectType.Service, "retry_check_interval", "retry_interval"),
        (ObjectType.Service, "criticity", "business_impact"),
        (ObjectType.Service, "hostgroup", "hostgroup_name"),
        (ObjectType.Service, "hostgroups", "hostgroup_name"),
        (ObjectType.Service, "hostgroup_names", "hostgroup_name"),
        (ObjectType.Service, "host", "host_name"),
        (ObjectType.Service, "hosts", "host_name"),
        (ObjectType.Service, "description", "service_description"),
        (ObjectType.Service, "service_groups", "servicegroups"),
        (ObjectType.Service, "contactgroups", "contact_groups"),
        (ObjectType.Service, "hourly_value", "importance"),
        (ObjectType.Service, "checks_enabled", "active_checks_enabled"),
        (ObjectType.Contact, "contact_groups", "contactgroups"),
        (ObjectType.Contact, "min_criticity", "min_business_impact"),
        (ObjectType.Contact, "minimum_value", "minimum_importance"),
        (ObjectType.NotificationWay, "min_criticity", "min_business_impact"),
        (ObjectType.Escalation, "contactgroups", "contact_groups"),
        (ObjectType.HostEscalation, "host", "host_name"),
        (ObjectType.HostEscalation, "hostgroup", "hostgroup_name"),
        (ObjectType.HostEscalation, "hostgroups", "hostgroup_name"),
        (ObjectType.HostEscalation, "contactgroups", "contact_groups"),
        (ObjectType.ServiceEscalation, "host", "host_name"),
        (ObjectType.ServiceEscalation, "description", "service_description"),
        (ObjectType.ServiceEscalation, "hostgroup", "hostgroup_name"),
        (ObjectType.ServiceEscalation, "hostgroups", "hostgroup_name"),
        (ObjectType.ServiceEscalation, "servicegroup", "servicegroup_name"),
        (ObjectType.ServiceEscalation, "servicegroups", "servicegroup_name"),
        (ObjectType.ServiceEscalation, "contactgroups", "contact_groups"),
        .. Dependencies(ObjectType.HostDependency),
        .. Dependencies(ObjectType.ServiceDependency),
        (ObjectType.ServiceDependency, "description", "service_description"),
        (ObjectType.ServiceDependency, "master_description", "service_description"),
        (ObjectType.ServiceDependency, "master_service_description", "service_description"),
        (ObjectType.ServiceDependency, "dependent_description", "dependent_service_description"),
        (ObjectType.ServiceDependency, "servicegroup", "servicegroup_name"),
        (ObjectType.ServiceDependency, "servicegroups", "servicegroup_name"),
        (ObjectType.ServiceDependency, "dependent_servicegroup", "dependent_servicegroup_name"),
        (ObjectType.ServiceDependency, "dependent_servicegroups", "dependent_servicegroup_name"),
        (ObjectType.HostExtInfo, "gd2_image", "statusmap_image"),
        (ObjectType.BusinessImpactModulation, "criticity", "business_impact"),
    ];

    private static IEnumerable<(ObjectType Type, string Old, string New)> Dependencies(ObjectType type) =>
    [
        (type, "host", "host_name"),
        (type, "master_host", "host_name"),
        (type, "master_host_name", "host_name"),
        (type, "dependent_host", "dependent_host_name"),
        (type, "hostgroup", "hostgroup_name"),
        (type, "hostgroups", "hostgroup_name"),
        (type, "dependent_hostgroup", "dependent_hostgroup_name"),
        (type, "dependent_hostgroups", "dependent_hostgroup_name"),
        (type, "execution_failure_options", "execution_failure_criteria"),
        (type, "notification_failure_options", "notification_failure_criteria"),
    ];
}
