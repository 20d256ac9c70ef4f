using System.Collections.Immutable;
using Tsuba.Model.Definitions;
using static Tsuba.Model.Catalogue.PropertyKind;

namespace Tsuba.Model.Catalogue;

/// <summary>Rows of <c>define poller</c>. Source: reference/shinken.md 3.9 and 1.3.</summary>
internal static class PollerProperties
{
    internal static ImmutableArray<Property> Rows { get; } =
    [
        new(ObjectType.Poller, "poller_name", Text, null) { IsRequired = true },
        new(ObjectType.Poller, "address", Text, "localhost"),
        new(ObjectType.Poller, "port", Integer, "7771"),
        new(ObjectType.Poller, "timeout", Integer, "3") { Unit = PropertyUnit.Second },
        new(ObjectType.Poller, "data_timeout", Integer, "120") { Unit = PropertyUnit.Second },
        new(ObjectType.Poller, "check_interval", Integer, "60") { Unit = PropertyUnit.Second },
        new(ObjectType.Poller, "max_check_attempts", Integer, "3"),
        new(ObjectType.Poller, "spare", Flag, "0"),
        new(ObjectType.Poller, "realm", Text, null),
        new(ObjectType.Poller, "manage_sub_realms", Flag, "0"),
        new(ObjectType.Poller, "manage_arbiters", Flag, "0"),
        new(ObjectType.Poller, "modules", List, null) { IsAdditive = true },
        new(ObjectType.Poller, "polling_interval", Integer, "1"),
        new(ObjectType.Poller, "use_timezone", Text, null),
        new(ObjectType.Poller, "satellitemap", Map, null),
        new(ObjectType.Poller, "use_ssl", Flag, "0"),
        new(ObjectType.Poller, "hard_ssl_name_check", Flag, "1"),
        new(ObjectType.Poller, "passive", Flag, "0"),
        new(ObjectType.Poller, "daemon_enabled", Flag, "1"),
        new(ObjectType.Poller, "heartbeat_interval", Integer, "1") { Unit = PropertyUnit.Second },
        new(ObjectType.Poller, "heartbeat_misses", Integer, "3"),
        new(ObjectType.Poller, "min_workers", Integer, "0"),
        new(ObjectType.Poller, "max_workers", Integer, "30"),
        new(ObjectType.Poller, "processes_by_worker", Integer, "256"),
        new(ObjectType.Poller, "max_q_size", Integer, "0"),
        new(ObjectType.Poller, "q_factor", Integer, "0"),
        new(ObjectType.Poller, "results_batch", Integer, "0"),
        new(ObjectType.Poller, "poller_tags", List, "None") { IsAdditive = true },
        new(ObjectType.Poller, "harakiri_threshold", Text, null),
        new(ObjectType.Poller, "name", Text, null),
        new(ObjectType.Poller, "use", List, null),
        new(ObjectType.Poller, "register", Flag, "1"),
        new(ObjectType.Poller, "definition_order", Integer, "100"),
        new(ObjectType.Poller, "imported_from", Text, null),
    ];
}
