using System.Collections.Immutable;
using Tsuba.Model.Definitions;
using static Tsuba.Model.Catalogue.PropertyKind;

namespace Tsuba.Model.Catalogue;

/// <summary>Rows of <c>define discoveryrule</c>. Source: reference/shinken.md 3.9 and 1.3.</summary>
internal static class DiscoveryRuleProperties
{
    internal static ImmutableArray<Property> Rows { get; } =
    [
        new(ObjectType.DiscoveryRule, "discoveryrule_name", Text, null) { IsRequired = true },
        new(ObjectType.DiscoveryRule, "creation_type", Text, "service"),
        new(ObjectType.DiscoveryRule, "discoveryrule_order", Integer, "0"),
        new(ObjectType.DiscoveryRule, "name", Text, null),
        new(ObjectType.DiscoveryRule, "use", List, null),
        new(ObjectType.DiscoveryRule, "register", Flag, "1"),
        new(ObjectType.DiscoveryRule, "definition_order", Integer, "100"),
        new(ObjectType.DiscoveryRule, "imported_from", Text, null),
    ];
}
