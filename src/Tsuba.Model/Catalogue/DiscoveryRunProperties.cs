using System.Collections.Immutable;
using Tsuba.Model.Definitions;
using static Tsuba.Model.Catalogue.PropertyKind;

namespace Tsuba.Model.Catalogue;

/// <summary>Rows of <c>define discoveryrun</c>. Source: reference/shinken.md 3.9 and 1.3.</summary>
internal static class DiscoveryRunProperties
{
    internal static ImmutableArray<Property> Rows { get; } =
    [
        new(ObjectType.DiscoveryRun, "discoveryrun_name", Text, null) { IsRequired = true },
        new(ObjectType.DiscoveryRun, "discoveryrun_command", Text, null),
        new(ObjectType.DiscoveryRun, "name", Text, null),
        new(ObjectType.DiscoveryRun, "use", List, null),
        new(ObjectType.DiscoveryRun, "register", Flag, "1"),
        new(ObjectType.DiscoveryRun, "definition_order", Integer, "100"),
        new(ObjectType.DiscoveryRun, "imported_from", Text, null),
    ];
}
