using System.Collections.Immutable;
using Tsuba.Model.Definitions;
using static Tsuba.Model.Catalogue.PropertyKind;

namespace Tsuba.Model.Catalogue;

/// <summary>Rows of <c>define contactgroup</c>. Source: reference/shinken.md 3.9 and 1.3.</summary>
internal static class ContactGroupProperties
{
    internal static ImmutableArray<Property> Rows { get; } =
    [
        new(ObjectType.ContactGroup, "id", Integer, "0") { HasNoEffect = true },
        new(ObjectType.ContactGroup, "contactgroup_name", Text, null) { IsRequired = true },
        new(ObjectType.ContactGroup, "members", List, null) { IsAdditive = true },
        new(ObjectType.ContactGroup, "contactgroup_members", List, null) { IsAdditive = true },
        new(ObjectType.ContactGroup, "alias", Text, null),
        new(ObjectType.ContactGroup, "name", Text, null),
        new(ObjectType.ContactGroup, "use", List, null),
        new(ObjectType.ContactGroup, "register", Flag, "1"),
        new(ObjectType.ContactGroup, "definition_order", Integer, "100"),
        new(ObjectType.ContactGroup, "imported_from", Text, null),
    ];
}
