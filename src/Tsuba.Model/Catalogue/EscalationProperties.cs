using System.Collections.Immutable;
using Tsuba.Model.Definitions;
using static Tsuba.Model.Catalogue.PropertyKind;

namespace Tsuba.Model.Catalogue;

/// <summary>Rows of <c>define escalation</c>. Source: reference/shinken.md 3.9 and 1.3.</summary>
internal static class EscalationProperties
{
    internal static ImmutableArray<Property> Rows { get; } =
    [
        new(ObjectType.Escalation, "escalation_name", Text, null) { IsRequired = true },
        new(ObjectType.Escalation, "first_notification", Integer, null),
        new(ObjectType.Escalation, "last_notification", Integer, null),
        new(ObjectType.Escalation, "first_notification_time", Integer, null) { Unit = PropertyUnit.IntervalLength },
        new(ObjectType.Escalation, "last_notification_time", Integer, null) { Unit = PropertyUnit.IntervalLength },
        new(ObjectType.Escalation, "notification_interval", Integer, "-1") { Unit = PropertyUnit.IntervalLength },
        new(ObjectType.Escalation, "escalation_period", Text, null),
        new(ObjectType.Escalation, "escalation_options", List, "d,u,r,w,c"),
        new(ObjectType.Escalation, "contacts", List, null),
        new(ObjectType.Escalation, "contact_groups", List, null),
        new(ObjectType.Escalation, "name", Text, null),
        new(ObjectType.Escalation, "use", List, null),
        new(ObjectType.Escalation, "register", Flag, "1"),
        new(ObjectType.Escalation, "definition_order", Integer, "100"),
        new(ObjectType.Escalation, "imported_from", Text, null),
    ];
}
