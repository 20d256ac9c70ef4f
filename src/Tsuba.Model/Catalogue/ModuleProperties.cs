using System.Collections.Immutable;
using Tsuba.Model.Definitions;
using static Tsuba.Model.Catalogue.PropertyKind;

namespace Tsuba.Model.Catalogue;

/// <summary>Rows of <c>define module</c>. Source: reference/shinken.md 3.9 and 1.3.</summary>
internal static class ModuleProperties
{
    internal static ImmutableArray<Property> Rows { get; } =
    [
        new(ObjectType.Module, "module_name", Text, null) { IsRequired = true },
        new(ObjectType.Module, "module_type", Text, null),
        new(ObjectType.Module, "modules", List, null),
        new(ObjectType.Module, "name", Text, null),
        new(ObjectType.Module, "use", List, null),
        new(ObjectType.Module, "register", Flag, "1"),
        new(ObjectType.Module, "definition_order", Integer, "100"),
        new(ObjectType.Module, "imported_from", Text, null),
    ];
}
