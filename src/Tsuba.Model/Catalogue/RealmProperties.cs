using System.Collections.Immutable;
using Tsuba.Model.Definitions;
using static Tsuba.Model.Catalogue.PropertyKind;

namespace Tsuba.Model.Catalogue;

/// <summary>Rows of <c>define realm</c>. Source: reference/shinken.md 3.9 and 1.3.</summary>
internal static class RealmProperties
{
    internal static ImmutableArray<Property> Rows { get; } =
    [
        new(ObjectType.Realm, "id", Integer, "0") { HasNoEffect = true },
        new(ObjectType.Realm, "realm_name", Text, null) { IsRequired = true },
        new(ObjectType.Realm, "realm_members", List, null),
        new(ObjectType.Realm, "higher_realms", List, null),
        new(ObjectType.Realm, "default", Flag, "0"),
        new(ObjectType.Realm, "broker_complete_links", Flag, "0"),
        new(ObjectType.Realm, "name", Text, null),
        new(ObjectType.Realm, "use", List, null),
        new(ObjectType.Realm, "register", Flag, "1"),
        new(ObjectType.Realm, "definition_order", Integer, "100"),
        new(ObjectType.Realm, "imported_from", Text, null),
    ];
}
