using System.Collections.Immutable;
using Tsuba.Model.Definitions;
using static Tsuba.Model.Catalogue.PropertyKind;

namespace Tsuba.Model.Catalogue;

/// <summary>Rows of <c>define macromodulation</c>. Source: reference/shinken.md 3.9 and 1.3.</summary>
internal static class MacroModulationProperties
{
    internal static ImmutableArray<Property> Rows { get; } =
    [
        new(ObjectType.MacroModulation, "macromodulation_name", Text, null) { IsRequired = true },
        new(ObjectType.MacroModulation, "modulation_period", Text, null),
        new(ObjectType.MacroModulation, "name", Text, null),
        new(ObjectType.MacroModulation, "use", List, null),
        new(ObjectType.MacroModulation, "register", Flag, "1"),
        new(ObjectType.MacroModulation, "definition_order", Integer, "100"),
        new(ObjectType.MacroModulation, "imported_from", Text, null),
    ];
}
