using System.Collections.Immutable;
using Tsuba.Model.Definitions;
using static Tsuba.Model.Catalogue.PropertyKind;

namespace Tsuba.Model.Catalogue;

/// <summary>Rows of <c>define scheduler</c>. Source: reference/shinken.md 3.9 and 1.3.</summary>
internal static class SchedulerProperties
{
    internal static ImmutableArray<Property> Rows { get; } =
    [
        new(ObjectType.Scheduler, "scheduler_name", Text, null) { IsRequired = true },
        new(ObjectType.Scheduler, "address", Text, "localhost"),
        new(ObjectType.Scheduler, "port", Integer, "7768"),
        new(ObjectType.Scheduler, "timeout", Integer, "3") { Unit = PropertyUnit.Second },
        new(ObjectType.Scheduler, "data_timeout", Integer, "120") { Unit = PropertyUnit.Second },
        new(ObjectType.Scheduler, "check_interval", Integer, "60") { Unit = PropertyUnit.Second },
        new(ObjectType.Scheduler, "max_check_attempts", Integer, "3"),
        new(ObjectType.Scheduler, "spare", Flag, "0"),
        new(ObjectType.Scheduler, "realm", Text, null),
        new(ObjectType.Scheduler, "manage_sub_realms", Flag, "1"),
        new(ObjectType.Scheduler, "manage_arbiters", Flag, "0"),
        new(ObjectType.Scheduler, "modules", List, null) { IsAdditive = true },
        new(ObjectType.Scheduler, "polling_interval", Integer, "1"),
        new(ObjectType.Scheduler, "use_timezone", Text, null),
        new(ObjectType.Scheduler, "satellitemap", Map, null),
        new(ObjectType.Scheduler, "use_ssl", Flag, "0"),
        new(ObjectType.Scheduler, "hard_ssl_name_check", Flag, "1"),
        new(ObjectType.Scheduler, "passive", Flag, "0"),
        new(ObjectType.Scheduler, "daemon_enabled", Flag, "1"),
        new(ObjectType.Scheduler, "heartbeat_interval", Integer, "1") { Unit = PropertyUnit.Second },
        new(ObjectType.Scheduler, "heartbeat_misses", Integer, "3"),
        new(ObjectType.Scheduler, "weight", Integer, "1"),
        new(ObjectType.Scheduler, "skip_initial_broks", Flag, "0"),
        new(ObjectType.Scheduler, "accept_passive_unknown_check_results", Flag, "0") { HasNoEffect = true },
        new(ObjectType.Scheduler, "harakiri_threshold", Text, null),
        new(ObjectType.Scheduler, "name", Text, null),
        new(ObjectType.Scheduler, "use", List, null),
        new(ObjectType.Scheduler, "register", Flag, "1"),
        new(ObjectType.Scheduler, "definition_order", Integer, "100"),
        new(ObjectType.Scheduler, "imported_from", Text, null),
    ];
}
