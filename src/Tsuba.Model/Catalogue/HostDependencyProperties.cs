using System.Collections.Immutable;
using Tsuba.Model.Definitions;
using static Tsuba.Model.Catalogue.PropertyKind;

namespace Tsuba.Model.Catalogue;

/// <summary>Rows of <c>define hostdependency</c>. Source: reference/shinken.md 3.9 and 1.3.</summary>
internal static class HostDependencyProperties
{
    internal static ImmutableArray<Property> Rows { get; } =
    [
        new(ObjectType.HostDependency, "dependent_host_name", Text, null),
        new(ObjectType.HostDependency, "dependent_hostgroup_name", Text, null),
        new(ObjectType.HostDependency, "host_name", Text, null),
        new(ObjectType.HostDependency, "hostgroup_name", Text, null),
        new(ObjectType.HostDependency, "inherits_parent", Flag, "0"),
        new(ObjectType.HostDependency, "execution_failure_criteria", List, "n"),
        new(ObjectType.HostDependency, "notification_failure_criteria", List, "n"),
        new(ObjectType.HostDependency, "dependency_period", Text, null),
        new(ObjectType.HostDependency, "name", Text, null),
        new(ObjectType.HostDependency, "use", List, null),
        new(ObjectType.HostDependency, "register", Flag, "1"),
        new(ObjectType.HostDependency, "definition_order", Integer, "100"),
        new(ObjectType.HostDependency, "imported_from", Text, null),
    ];
}
