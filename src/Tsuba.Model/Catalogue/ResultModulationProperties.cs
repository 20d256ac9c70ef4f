using System.Collections.Immutable;
using Tsuba.Model.Definitions;
using static Tsuba.Model.Catalogue.PropertyKind;

namespace Tsuba.Model.Catalogue;

/// <summary>Rows of <c>define resultmodulation</c>. Source: reference/shinken.md 3.9 and 1.3.</summary>
internal static class ResultModulationProperties
{
    internal static ImmutableArray<Property> Rows { get; } =
    [
        new(ObjectType.ResultModulation, "resultmodulation_name", Text, null) { IsRequired = true },
        new(ObjectType.ResultModulation, "exit_codes_match", IntegerList, null),
        new(ObjectType.ResultModulation, "exit_code_modulation", Integer, null),
        new(ObjectType.ResultModulation, "modulation_period", Text, null),
        new(ObjectType.ResultModulation, "name", Text, null),
        new(ObjectType.ResultModulation, "use", List, null),
        new(ObjectType.ResultModulation, "register", Flag, "1"),
        new(ObjectType.ResultModulation, "definition_order", Integer, "100"),
        new(ObjectType.ResultModulation, "imported_from", Text, null),
    ];
}
