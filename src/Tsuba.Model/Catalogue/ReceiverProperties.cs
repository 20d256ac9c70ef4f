using System.Collections.Immutable;
using Tsuba.Model.Definitions;
using static Tsuba.Model.Catalogue.PropertyKind;

namespace Tsuba.Model.Catalogue;

/// <summary>Rows of <c>define receiver</c>. Source: reference/shinken.md 3.9 and 1.3.</summary>
internal static class ReceiverProperties
{
    internal static ImmutableArray<Property> Rows { get; } =
    [
        new(ObjectType.Receiver, "receiver_name", Text, null) { IsRequired = true },
        new(ObjectType.Receiver, "address", Text, "localhost"),
        new(ObjectType.Receiver, "port", Integer, "7773"),
        new(ObjectType.Receiver, "timeout", Integer, "3") { Unit = PropertyUnit.Second },
        new(ObjectType.Receiver, "data_timeout", Integer, "120") { Unit = PropertyUnit.Second },
        new(ObjectType.Receiver, "check_interval", Integer, "60") { Unit = PropertyUnit.Second },
        new(ObjectType.Receiver, "max_check_attempts", Integer, "3"),
        new(ObjectType.Receiver, "spare", Flag, "0"),
        new(ObjectType.Receiver, "realm", Text, null),
        new(ObjectType.Receiver, "manage_sub_realms", Flag, "1"),
        new(ObjectType.Receiver, "manage_arbiters", Flag, "0"),
        new(ObjectType.Receiver, "modules", List, null) { IsAdditive = true },
        new(ObjectType.Receiver, "polling_interval", Integer, "1"),
        new(ObjectType.Receiver, "use_timezone", Text, null),
        new(ObjectType.Receiver, "satellitemap", Map, null),
        new(ObjectType.Receiver, "use_ssl", Flag, "0"),
        new(ObjectType.Receiver, "hard_ssl_name_check", Flag, "1"),
        new(ObjectType.Receiver, "passive", Flag, "0"),
        new(ObjectType.Receiver, "daemon_enabled", Flag, "1"),
        new(ObjectType.Receiver, "heartbeat_interval", Integer, "1") { Unit = PropertyUnit.Second },
        new(ObjectType.Receiver, "heartbeat_misses", Integer, "3"),
        new(ObjectType.Receiver, "direct_routing", Flag, "0"),
        new(ObjectType.Receiver, "accept_passive_unknown_check_results", Flag, "0") { HasNoEffect = true },
        new(ObjectType.Receiver, "name", Text, null),
        new(ObjectType.Receiver, "use", List, null),
        new(ObjectType.Receiver, "register", Flag, "1"),
        new(ObjectType.Receiver, "definition_order", Integer, "100"),
        new(ObjectType.Receiver, "imported_from", Text, null),
    ];
}
