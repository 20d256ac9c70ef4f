using System.Collections.Immutable;
using Tsuba.Model.Definitions;
using static Tsuba.Model.Catalogue.PropertyKind;

namespace Tsuba.Model.Catalogue;

/// <summary>Rows of <c>define broker</c>. Source: reference/shinken.md 3.9 and 1.3.</summary>
internal static class BrokerProperties
{
    internal static ImmutableArray<Property> Rows { get; } =
    [
        new(ObjectType.Broker, "broker_name", Text, null) { IsRequired = true },
        new(ObjectType.Broker, "address", Text, "localhost"),
        new(ObjectType.Broker, "port", Integer, "7772"),
        new(ObjectType.Broker, "timeout", Integer, "3") { Unit = PropertyUnit.Second },
        new(ObjectType.Broker, "data_timeout", Integer, "120") { Unit = PropertyUnit.Second },
        new(ObjectType.Broker, "check_interval", Integer, "60") { Unit = PropertyUnit.Second },
        new(ObjectType.Broker, "max_check_attempts", Integer, "3"),
        new(ObjectType.Broker, "spare", Flag, "0"),
        new(ObjectType.Broker, "realm", Text, null),
        new(ObjectType.Broker, "manage_sub_realms", Flag, "1"),
        new(ObjectType.Broker, "manage_arbiters", Flag, "0"),
        new(ObjectType.Broker, "modules", List, null) { IsAdditive = true },
        new(ObjectType.Broker, "polling_interval", Integer, "1"),
        new(ObjectType.Broker, "use_timezone", Text, null),
        new(ObjectType.Broker, "satellitemap", Map, null),
        new(ObjectType.Broker, "use_ssl", Flag, "0"),
        new(ObjectType.Broker, "hard_ssl_name_check", Flag, "1"),
        new(ObjectType.Broker, "passive", Flag, "0"),
        new(ObjectType.Broker, "daemon_enabled", Flag, "1"),
        new(ObjectType.Broker, "heartbeat_interval", Integer, "1") { Unit = PropertyUnit.Second },
        new(ObjectType.Broker, "heartbeat_misses", Integer, "3"),
        new(ObjectType.Broker, "broks_batch", Integer, "0"),
        new(ObjectType.Broker, "name", Text, null),
        new(ObjectType.Broker, "use", List, null),
        new(ObjectType.Broker, "register", Flag, "1"),
        new(ObjectType.Broker, "definition_order", Integer, "100"),
        new(ObjectType.Broker, "imported_from", Text, null),
    ];
}
