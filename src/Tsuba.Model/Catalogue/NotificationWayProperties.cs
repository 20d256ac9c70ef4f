using System.Collections.Immutable;
using Tsuba.Model.Definitions;
using static Tsuba.Model.Catalogue.PropertyKind;

namespace Tsuba.Model.Catalogue;

/// <summary>Rows of <c>define notificationway</c>. Source: reference/shinken.md 3.9 and 1.3.</summary>
internal static class NotificationWayProperties
{
    internal static ImmutableArray<Property> Rows { get; } =
    [
        new(ObjectType.NotificationWay, "notificationway_name", Text, null) { IsRequired = true },
        new(ObjectType.NotificationWay, "host_notifications_enabled", Flag, "1"),
        new(ObjectType.NotificationWay, "service_notifications_enabled", Flag, "1"),
        new(ObjectType.NotificationWay, "host_notification_period", Text, null),
        new(ObjectType.NotificationWay, "service_notification_period", Text, null),
        new(ObjectType.NotificationWay, "host_notification_options", List, null),
        new(ObjectType.NotificationWay, "service_notification_options", List, null),
        new(ObjectType.NotificationWay, "host_notification_commands", List, null),
        new(ObjectType.NotificationWay, "service_notification_commands", List, null),
        new(ObjectType.NotificationWay, "min_business_impact", Integer, "0"),
        new(ObjectType.NotificationWay, "name", Text, null),
        new(ObjectType.NotificationWay, "use", List, null),
        new(ObjectType.NotificationWay, "register", Flag, "1"),
        new(ObjectType.NotificationWay, "definition_order", Integer, "100"),
        new(ObjectType.NotificationWay, "imported_from", Text, null),
    ];
}
