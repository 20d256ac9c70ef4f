using System.Collections.Immutable;
using Tsuba.Model.Definitions;
using static Tsuba.Model.Catalogue.PropertyKind;

namespace Tsuba.Model.Catalogue;

/// <summary>Rows of <c>define command</c>. Source: reference/shinken.md 3.9 and 1.3.</summary>
internal static class CommandProperties
{
    internal static ImmutableArray<Property> Rows { get; } =
    [
        new(ObjectType.Command, "command_name", Text, null) { IsRequired = true },
        new(ObjectType.Command, "command_line", Text, null) { IsRequired = true },
        new(ObjectType.Command, "poller_tag", Text, null),
        new(ObjectType.Command, "reactionner_tag", Text, null),
        new(ObjectType.Command, "module_type", Text, null),
        new(ObjectType.Command, "timeout", Integer, "-1") { Unit = PropertyUnit.Second },
        new(ObjectType.Command, "enable_environment_macros", Flag, "0"),
        new(ObjectType.Command, "priority", Integer, "100"),
        new(ObjectType.Command, "name", Text, null),
        new(ObjectType.Command, "use", List, null),
        new(ObjectType.Command, "register", Flag, "1"),
        new(ObjectType.Command, "definition_order", Integer, "100"),
        new(ObjectType.Command, "imported_from", Text, null),
    ];
}
