using System.Collections.Immutable;
using Tsuba.Model.Definitions;
using static Tsuba.Model.Catalogue.PropertyKind;

namespace Tsuba.Model.Catalogue;

/// <summary>Rows of <c>define hostextinfo</c>. Source: reference/shinken.md 3.9 and 1.3.</summary>
internal static class HostExtInfoProperties
{
    internal static ImmutableArray<Property> Rows { get; } =
    [
        new(ObjectType.HostExtInfo, "host_name", Text, null),
        new(ObjectType.HostExtInfo, "notes", Text, null),
        new(ObjectType.HostExtInfo, "notes_url", Text, null),
        new(ObjectType.HostExtInfo, "icon_image", Text, null),
        new(ObjectType.HostExtInfo, "icon_image_alt", Text, null),
        new(ObjectType.HostExtInfo, "vrml_image", Text, null),
        new(ObjectType.HostExtInfo, "statusmap_image", Text, null),
        new(ObjectType.HostExtInfo, "2d_coords", Text, null),
        new(ObjectType.HostExtInfo, "3d_coords", Text, null),
        new(ObjectType.HostExtInfo, "name", Text, null),
        new(ObjectType.HostExtInfo, "use", List, null),
        new(ObjectType.HostExtInfo, "register", Flag, "1"),
        new(ObjectType.HostExtInfo, "definition_order", Integer, "100"),
        new(ObjectType.HostExtInfo, "imported_from", Text, null),
    ];
}
