using System.Collections.Immutable;
using Tsuba.Model.Definitions;
using static Tsuba.Model.Catalogue.PropertyKind;

namespace Tsuba.Model.Catalogue;

/// <summary>Rows of <c>define contact</c>. Source: reference/shinken.md 3.9 and 1.3.</summary>
internal static class ContactProperties
{
    internal static ImmutableArray<Property> Rows { get; } =
    [
        new(ObjectType.Contact, "contact_name", Text, null) { IsRequired = true },
        new(ObjectType.Contact, "alias", Text, "none"),
        new(ObjectType.Contact, "contactgroups", List, null),
        new(ObjectType.Contact, "host_notifications_enabled", Flag, "1"),
        new(ObjectType.Contact, "service_notifications_enabled", Flag, "1"),
        new(ObjectType.Contact, "host_notification_period", Text, null),
        new(ObjectType.Contact, "service_notification_period", Text, null),
        new(ObjectType.Contact, "host_notification_options", List, null),
        new(ObjectType.Contact, "service_notification_options", List, null),
        new(ObjectType.Contact, "host_notification_commands", List, null),
        new(ObjectType.Contact, "service_notification_commands", List, null),
        new(ObjectType.Contact, "min_business_impact", Integer, "0"),
        new(ObjectType.Contact, "minimum_importance", Integer, "0") { HasNoEffect = true },
        new(ObjectType.Contact, "minimum_value", Integer, "0") { HasNoEffect = true },
        new(ObjectType.Contact, "retain_nonstatus_information", Flag, "1"),
        new(ObjectType.Contact, "email", Text, "none"),
        new(ObjectType.Contact, "pager", Text, "none"),
        new(ObjectType.Contact, "address1", Text, "none"),
        new(ObjectType.Contact, "address2", Text, "none"),
        new(ObjectType.Contact, "address3", Text, "none"),
        new(ObjectType.Contact, "address4", Text, "none"),
        new(ObjectType.Contact, "address5", Text, "none"),
        new(ObjectType.Contact, "address6", Text, "none"),
        new(ObjectType.Contact, "can_submit_commands", Flag, "0"),
        new(ObjectType.Contact, "is_admin", Flag, "0"),
        new(ObjectType.Contact, "expert", Flag, "0"),
        new(ObjectType.Contact, "retain_status_information", Flag, "1"),
        new(ObjectType.Contact, "notificationways", List, null),
        new(ObjectType.Contact, "password", Text, "NOPASSWORDSET") { IsSensitive = true },
        new(ObjectType.Contact, "name", Text, null),
        new(ObjectType.Contact, "use", List, null),
        new(ObjectType.Contact, "register", Flag, "1"),
        new(ObjectType.Contact, "definition_order", Integer, "100"),
        new(ObjectType.Contact, "imported_from", Text, null),
    ];
}
