using System.Collections.Immutable;
using Tsuba.Model.Definitions;
using static Tsuba.Model.Catalogue.PropertyKind;

namespace Tsuba.Model.Catalogue;

/// <summary>Rows of <c>define serviceescalation</c>. Source: reference/shinken.md 3.9 and 1.3.</summary>
internal static class ServiceEscalationProperties
{
    internal static ImmutableArray<Property> Rows { get; } =
    [
        new(ObjectType.ServiceEscalation, "host_name", Text, null),
        new(ObjectType.ServiceEscalation, "hostgroup_name", Text, null),
        new(ObjectType.ServiceEscalation, "service_description", Text, null),
        new(ObjectType.ServiceEscalation, "first_notification", Integer, null),
        new(ObjectType.ServiceEscalation, "last_notification", Integer, null),
        new(ObjectType.ServiceEscalation, "notification_interval", Integer, "30") { NagiosDefault = "-1", Unit = PropertyUnit.IntervalLength },
        new(ObjectType.ServiceEscalation, "escalation_period", Text, null),
        new(ObjectType.ServiceEscalation, "escalation_options", List, "d,u,r,w,c"),
        new(ObjectType.ServiceEscalation, "contacts", List, null),
        new(ObjectType.ServiceEscalation, "contact_groups", List, null),
        new(ObjectType.ServiceEscalation, "first_notification_time", Integer, null) { Unit = PropertyUnit.IntervalLength },
        new(ObjectType.ServiceEscalation, "last_notification_time", Integer, null) { Unit = PropertyUnit.IntervalLength },
        new(ObjectType.ServiceEscalation, "servicegroup_name", List, null),
        new(ObjectType.ServiceEscalation, "name", Text, null),
        new(ObjectType.ServiceEscalation, "use", List, null),
        new(ObjectType.ServiceEscalation, "register", Flag, "1"),
        new(ObjectType.ServiceEscalation, "definition_order", Integer, "100"),
        new(ObjectType.ServiceEscalation, "imported_from", Text, null),
    ];
}
