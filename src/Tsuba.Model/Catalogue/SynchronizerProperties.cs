using System.Collections.Immutable;
using Tsuba.Model.Definitions;
using static Tsuba.Model.Catalogue.PropertyKind;

namespace Tsuba.Model.Catalogue;

/// <summary>Rows of <c>define synchronizer</c>. Source: reference/shinken.md 3.9 and 1.3.</summary>
internal static class SynchronizerProperties
{
    internal static ImmutableArray<Property> Rows { get; } =
    [
        new(ObjectType.Synchronizer, "synchronizer_name", Text, null) { IsRequired = true },
        new(ObjectType.Synchronizer, "address", Text, "localhost"),
        new(ObjectType.Synchronizer, "port", Integer, "7765"),
        new(ObjectType.Synchronizer, "timeout", Integer, "3") { Unit = PropertyUnit.Second },
        new(ObjectType.Synchronizer, "data_timeout", Integer, "120") { Unit = PropertyUnit.Second },
        new(ObjectType.Synchronizer, "check_interval", Integer, "60") { Unit = PropertyUnit.Second },
        new(ObjectType.Synchronizer, "max_check_attempts", Integer, "3"),
        new(ObjectType.Synchronizer, "spare", Flag, "0"),
        new(ObjectType.Synchronizer, "realm", Text, null),
        new(ObjectType.Synchronizer, "manage_sub_realms", Flag, "1"),
        new(ObjectType.Synchronizer, "manage_arbiters", Flag, "0"),
        new(ObjectType.Synchronizer, "modules", List, null) { IsAdditive = true },
        new(ObjectType.Synchronizer, "polling_interval", Integer, "1"),
        new(ObjectType.Synchronizer, "use_timezone", Text, null),
        new(ObjectType.Synchronizer, "satellitemap", Map, null),
        new(ObjectType.Synchronizer, "use_ssl", Flag, "0"),
        new(ObjectType.Synchronizer, "hard_ssl_name_check", Flag, "1"),
        new(ObjectType.Synchronizer, "passive", Flag, "0"),
        new(ObjectType.Synchronizer, "daemon_enabled", Flag, "1"),
        new(ObjectType.Synchronizer, "heartbeat_interval", Integer, "1") { Unit = PropertyUnit.Second },
        new(ObjectType.Synchronizer, "heartbeat_misses", Integer, "3"),
        new(ObjectType.Synchronizer, "sources", List, null) { IsAdditive = true },
        new(ObjectType.Synchronizer, "name", Text, null),
        new(ObjectType.Synchronizer, "use", List, null),
        new(ObjectType.Synchronizer, "register", Flag, "1"),
        new(ObjectType.Synchronizer, "definition_order", Integer, "100"),
        new(ObjectType.Synchronizer, "imported_from", Text, null),
    ];
}
