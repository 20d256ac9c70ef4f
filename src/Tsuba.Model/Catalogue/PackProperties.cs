using System.Collections.Immutable;
using Tsuba.Model.Definitions;
using static Tsuba.Model.Catalogue.PropertyKind;

namespace Tsuba.Model.Catalogue;

/// <summary>Rows of <c>define pack</c>. Source: reference/shinken.md 3.9 and 1.3.</summary>
internal static class PackProperties
{
    internal static ImmutableArray<Property> Rows { get; } =
    [
        new(ObjectType.Pack, "pack_name", Text, null) { IsRequired = true },
        new(ObjectType.Pack, "name", Text, null),
        new(ObjectType.Pack, "use", List, null),
        new(ObjectType.Pack, "register", Flag, "1"),
        new(ObjectType.Pack, "definition_order", Integer, "100"),
        new(ObjectType.Pack, "imported_from", Text, null),
    ];
}
