using System.Collections.Immutable;
using Tsuba.Model.Definitions;
using static Tsuba.Model.Catalogue.PropertyKind;

namespace Tsuba.Model.Catalogue;

/// <summary>Rows of <c>define reactionner</c>. Source: reference/shinken.md 3.9 and 1.3.</summary>
internal static class ReactionnerProperties
{
    internal static ImmutableArray<Property> Rows { get; } =
    [
        new(ObjectType.Reactionner, "reactionner_name", Text, null) { IsRequired = true },
        new(ObjectType.Reactionner, "address", Text, "localhost"),
        new(ObjectType.Reactionner, "port", Integer, "7769"),
        new(ObjectType.Reactionner, "timeout", Integer, "3") { Unit = PropertyUnit.Second },
        new(ObjectType.Reactionner, "data_timeout", Integer, "120") { Unit = PropertyUnit.Second },
        new(ObjectType.Reactionner, "check_interval", Integer, "60") { Unit = PropertyUnit.Second },
        new(ObjectType.Reactionner, "max_check_attempts", Integer, "3"),
        new(ObjectType.Reactionner, "spare", Flag, "0"),
        new(ObjectType.Reactionner, "realm", Text, null),
        new(ObjectType.Reactionner, "manage_sub_realms", Flag, "0"),
        new(ObjectType.Reactionner, "manage_arbiters", Flag, "0"),
        new(ObjectType.Reactionner, "modules", List, null) { IsAdditive = true },
        new(ObjectType.Reactionner, "polling_interval", Integer, "1"),
        new(ObjectType.Reactionner, "use_timezone", Text, null),
        new(ObjectType.Reactionner, "satellitemap", Map, null),
        new(ObjectType.Reactionner, "use_ssl", Flag, "0"),
        new(ObjectType.Reactionner, "hard_ssl_name_check", Flag, "1"),
        new(ObjectType.Reactionner, "passive", Flag, "0"),
        new(ObjectType.Reactionner, "daemon_enabled", Flag, "1"),
        new(ObjectType.Reactionner, "heartbeat_interval", Integer, "1") { Unit = PropertyUnit.Second },
        new(ObjectType.Reactionner, "heartbeat_misses", Integer, "3"),
        new(ObjectType.Reactionner, "min_workers", Integer, "1"),
        new(ObjectType.Reactionner, "max_workers", Integer, "30"),
        new(ObjectType.Reactionner, "processes_by_worker", Integer, "256"),
        new(ObjectType.Reactionner, "max_q_size", Integer, "0"),
        new(ObjectType.Reactionner, "q_factor", Integer, "0"),
        new(ObjectType.Reactionner, "results_batch", Integer, "0"),
        new(ObjectType.Reactionner, "reactionner_tags", List, "None") { IsAdditive = true },
        new(ObjectType.Reactionner, "harakiri_threshold", Text, null),
        new(ObjectType.Reactionner, "name", Text, null),
        new(ObjectType.Reactionner, "use", List, null),
        new(ObjectType.Reactionner, "register", Flag, "1"),
        new(ObjectType.Reactionner, "definition_order", Integer, "100"),
        new(ObjectType.Reactionner, "imported_from", Text, null),
    ];
}
