using System.Collections.Immutable;
using Tsuba.Model.Definitions;
using static Tsuba.Model.Catalogue.PropertyKind;

namespace Tsuba.Model.Catalogue;

/// <summary>Rows of <c>define checkmodulation</c>. Source: reference/shinken.md 3.9 and 1.3.</summary>
internal static class CheckModulationProperties
{
    internal static ImmutableArray<Property> Rows { get; } =
    [
        new(ObjectType.CheckModulation, "checkmodulation_name", Text, null) { IsRequired = true },
        new(ObjectType.CheckModulation, "check_command", Text, null),
        new(ObjectType.CheckModulation, "check_period", Text, null),
        new(ObjectType.CheckModulation, "name", Text, null),
        new(ObjectType.CheckModulation, "use", List, null),
        new(ObjectType.CheckModulation, "register", Flag, "1"),
        new(ObjectType.CheckModulation, "definition_order", Integer, "100"),
        new(ObjectType.CheckModulation, "imported_from", Text, null),
    ];
}
