using System.Collections.Immutable;
using Tsuba.Model.Definitions;
using static Tsuba.Model.Catalogue.PropertyKind;

namespace Tsuba.Model.Catalogue;

/// <summary>Rows of <c>define hostescalation</c>. Source: reference/shinken.md 3.9 and 1.3.</summary>
internal static class HostEscalationProperties
{
    internal static ImmutableArray<Property> Rows { get; } =
    [
        new(ObjectType.HostEscalation, "host_name", Text, null),
        new(ObjectType.HostEscalation, "hostgroup_name", Text, null),
        new(ObjectType.HostEscalation, "first_notification", Integer, null),
        new(ObjectType.HostEscalation, "last_notification", Integer, null),
        new(ObjectType.HostEscalation, "notification_interval", Integer, "30") { NagiosDefault = "-1", Unit = PropertyUnit.IntervalLength },
        new(ObjectType.HostEscalation, "escalation_period", Text, null),
        new(ObjectType.HostEscalation, "escalation_options", List, "d,u,r,w,c"),
        new(ObjectType.HostEscalation, "contacts", List, null),
        new(ObjectType.HostEscalation, "contact_groups", List, null),
        new(ObjectType.HostEscalation, "first_notification_time", Integer, null) { Unit = PropertyUnit.IntervalLength },
        new(ObjectType.HostEscalation, "last_notification_time", Integer, null) { Unit = PropertyUnit.IntervalLength },
        new(ObjectType.HostEscalation, "name", Text, null),
        new(ObjectType.HostEscalation, "use", List, null),
        new(ObjectType.HostEscalation, "register", Flag, "1"),
        new(ObjectType.HostEscalation, "definition_order", Integer, "100"),
        new(ObjectType.HostEscalation, "imported_from", Text, null),
    ];
}
