using System.Collections.Immutable;
using Tsuba.Model.Definitions;
using static Tsuba.Model.Catalogue.PropertyKind;

namespace Tsuba.Model.Catalogue;

/// <summary>Rows of <c>define serviceextinfo</c>. Source: reference/shinken.md 3.9 and 1.3.</summary>
internal static class ServiceExtInfoProperties
{
    internal static ImmutableArray<Property> Rows { get; } =
    [
        new(ObjectType.ServiceExtInfo, "host_name", Text, null),
        new(ObjectType.ServiceExtInfo, "service_description", Text, null),
        new(ObjectType.ServiceExtInfo, "notes", Text, null),
        new(ObjectType.ServiceExtInfo, "notes_url", Text, null),
        new(ObjectType.ServiceExtInfo, "icon_image", Text, null),
        new(ObjectType.ServiceExtInfo, "icon_image_alt", Text, null),
        new(ObjectType.ServiceExtInfo, "name", Text, null),
        new(ObjectType.ServiceExtInfo, "use", List, null),
        new(ObjectType.ServiceExtInfo, "register", Flag, "1"),
        new(ObjectType.ServiceExtInfo, "definition_order", Integer, "100"),
        new(ObjectType.ServiceExtInfo, "imported_from", Text, null),
    ];
}
