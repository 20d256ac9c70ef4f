using System.Collections.Immutable;
using Tsuba.Model.Definitions;
using static Tsuba.Model.Catalogue.PropertyKind;

namespace Tsuba.Model.Catalogue;

/// <summary>Rows of <c>define servicegroup</c>. Source: reference/shinken.md 3.9 and 1.3.</summary>
internal static class ServiceGroupProperties
{
    internal static ImmutableArray<Property> Rows { get; } =
    [
        new(ObjectType.ServiceGroup, "id", Integer, "0") { HasNoEffect = true },
        new(ObjectType.ServiceGroup, "servicegroup_name", Text, null) { IsRequired = true },
        new(ObjectType.ServiceGroup, "members", List, null) { IsAdditive = true },
        new(ObjectType.ServiceGroup, "servicegroup_members", List, null) { IsAdditive = true },
        new(ObjectType.ServiceGroup, "alias", Text, null),
        new(ObjectType.ServiceGroup, "notes", Text, null),
        new(ObjectType.ServiceGroup, "notes_url", Text, null),
        new(ObjectType.ServiceGroup, "action_url", Text, null),
        new(ObjectType.ServiceGroup, "name", Text, null),
        new(ObjectType.ServiceGroup, "use", List, null),
        new(ObjectType.ServiceGroup, "register", Flag, "1"),
        new(ObjectType.ServiceGroup, "definition_order", Integer, "100"),
        new(ObjectType.ServiceGroup, "imported_from", Text, null),
    ];
}
