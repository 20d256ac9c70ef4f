using System.Collections.Immutable;
using Tsuba.Model.Definitions;
using static Tsuba.Model.Catalogue.PropertyKind;

namespace Tsuba.Model.Catalogue;

/// <summary>Rows of <c>define trigger</c>. Source: reference/shinken.md 3.9 and 1.3.</summary>
internal static class TriggerProperties
{
    internal static ImmutableArray<Property> Rows { get; } =
    [
        new(ObjectType.Trigger, "trigger_name", Text, null) { IsRequired = true },
        new(ObjectType.Trigger, "code_src", Text, null),
        new(ObjectType.Trigger, "name", Text, null),
        new(ObjectType.Trigger, "use", List, null),
        new(ObjectType.Trigger, "register", Flag, "1"),
        new(ObjectType.Trigger, "definition_order", Integer, "100"),
        new(ObjectType.Trigger, "imported_from", Text, null),
    ];
}
