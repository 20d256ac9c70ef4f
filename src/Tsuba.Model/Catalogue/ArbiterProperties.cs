using System.Collections.Immutable;
using Tsuba.Model.Definitions;
using static Tsuba.Model.Catalogue.PropertyKind;

namespace Tsuba.Model.Catalogue;

/// <summary>Rows of <c>define arbiter</c>. Source: reference/shinken.md 3.9 and 1.3.</summary>
internal static class ArbiterProperties
{
    internal static ImmutableArray<Property> Rows { get; } =
    [
        new(ObjectType.Arbiter, "arbiter_name", Text, null) { IsRequired = true },
        new(ObjectType.Arbiter, "address", Text, "localhost"),
        new(ObjectType.Arbiter, "port", Integer, "7770"),
        new(ObjectType.Arbiter, "timeout", Integer, "3") { Unit = PropertyUnit.Second },
        new(ObjectType.Arbiter, "data_timeout", Integer, "120") { Unit = PropertyUnit.Second },
        new(ObjectType.Arbiter, "check_interval", Integer, "60") { Unit = PropertyUnit.Second },
        new(ObjectType.Arbiter, "max_check_attempts", Integer, "3"),
        new(ObjectType.Arbiter, "spare", Flag, "0"),
        new(ObjectType.Arbiter, "realm", Text, null),
        new(ObjectType.Arbiter, "manage_sub_realms", Flag, "1"),
        new(ObjectType.Arbiter, "manage_arbiters", Flag, "0"),
        new(ObjectType.Arbiter, "modules", List, null) { IsAdditive = true },
        new(ObjectType.Arbiter, "polling_interval", Integer, "1"),
        new(ObjectType.Arbiter, "use_timezone", Text, null),
        new(ObjectType.Arbiter, "satellitemap", Map, null),
        new(ObjectType.Arbiter, "tie_breaker", Text, null),
        new(ObjectType.Arbiter, "etcd_endpoints", List, "http://127.0.0.1:2379"),
        new(ObjectType.Arbiter, "etcd_prefix", Text, null),
        new(ObjectType.Arbiter, "etcd_ca", Text, null),
        new(ObjectType.Arbiter, "etcd_certificate", Text, null),
        new(ObjectType.Arbiter, "etcd_key", Text, null),
        new(ObjectType.Arbiter, "etcd_user", Text, null),
        new(ObjectType.Arbiter, "etcd_password_file", Text, null),
        new(ObjectType.Arbiter, "use_ssl", Flag, "0"),
        new(ObjectType.Arbiter, "hard_ssl_name_check", Flag, "1"),
        new(ObjectType.Arbiter, "passive", Flag, "0"),
        new(ObjectType.Arbiter, "daemon_enabled", Flag, "1"),
        new(ObjectType.Arbiter, "heartbeat_interval", Integer, "1") { Unit = PropertyUnit.Second },
        new(ObjectType.Arbiter, "heartbeat_misses", Integer, "3"),
        new(ObjectType.Arbiter, "host_name", Text, null),
        new(ObjectType.Arbiter, "name", Text, null),
        new(ObjectType.Arbiter, "use", List, null),
        new(ObjectType.Arbiter, "register", Flag, "1"),
        new(ObjectType.Arbiter, "definition_order", Integer, "100"),
        new(ObjectType.Arbiter, "imported_from", Text, null),
    ];
}
