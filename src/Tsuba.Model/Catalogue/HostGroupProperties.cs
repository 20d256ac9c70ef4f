using System.Collections.Immutable;
using Tsuba.Model.Definitions;
using static Tsuba.Model.Catalogue.PropertyKind;

namespace Tsuba.Model.Catalogue;

/// <summary>Rows of <c>define hostgroup</c>. Source: reference/shinken.md 3.9 and 1.3.</summary>
internal static class HostGroupProperties
{
    internal static ImmutableArray<Property> Rows { get; } =
    [
        new(ObjectType.HostGroup, "id", Integer, "0") { HasNoEffect = true },
        new(ObjectType.HostGroup, "hostgroup_name", Text, null) { IsRequired = true },
        new(ObjectType.HostGroup, "members", List, null) { IsAdditive = true },
        new(ObjectType.HostGroup, "hostgroup_members", List, null) { IsAdditive = true },
        new(ObjectType.HostGroup, "alias", Text, null),
        new(ObjectType.HostGroup, "notes", Text, null),
        new(ObjectType.HostGroup, "notes_url", Text, null),
        new(ObjectType.HostGroup, "action_url", Text, null),
        new(ObjectType.HostGroup, "realm", Text, null),
        new(ObjectType.HostGroup, "name", Text, null),
        new(ObjectType.HostGroup, "use", List, null),
        new(ObjectType.HostGroup, "register", Flag, "1"),
        new(ObjectType.HostGroup, "definition_order", Integer, "100"),
        new(ObjectType.HostGroup, "imported_from", Text, null),
    ];
}
