using System.Collections.Immutable;
using Tsuba.Model.Definitions;
using static Tsuba.Model.Catalogue.PropertyKind;

namespace Tsuba.Model.Catalogue;

/// <summary>Rows of <c>define businessimpactmodulation</c>. Source: reference/shinken.md 3.9 and 1.3.</summary>
internal static class BusinessImpactModulationProperties
{
    internal static ImmutableArray<Property> Rows { get; } =
    [
        new(ObjectType.BusinessImpactModulation, "business_impact_modulation_name", Text, null) { IsRequired = true },
        new(ObjectType.BusinessImpactModulation, "business_impact", Integer, null),
        new(ObjectType.BusinessImpactModulation, "modulation_period", Text, null),
        new(ObjectType.BusinessImpactModulation, "name", Text, null),
        new(ObjectType.BusinessImpactModulation, "use", List, null),
        new(ObjectType.BusinessImpactModulation, "register", Flag, "1"),
        new(ObjectType.BusinessImpactModulation, "definition_order", Integer, "100"),
        new(ObjectType.BusinessImpactModulation, "imported_from", Text, null),
    ];
}
