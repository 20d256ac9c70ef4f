using System.Collections.Immutable;
using Tsuba.Model.Definitions;
using static Tsuba.Model.Catalogue.PropertyKind;

namespace Tsuba.Model.Catalogue;

/// <summary>Rows of <c>define servicedependency</c>. Source: reference/shinken.md 3.9 and 1.3.</summary>
internal static class ServiceDependencyProperties
{
    internal static ImmutableArray<Property> Rows { get; } =
    [
        new(ObjectType.ServiceDependency, "dependent_host_name", Text, null),
        new(ObjectType.ServiceDependency, "dependent_hostgroup_name", Text, null),
        new(ObjectType.ServiceDependency, "dependent_service_description", Text, null),
        new(ObjectType.ServiceDependency, "host_name", Text, null),
        new(ObjectType.ServiceDependency, "hostgroup_name", Text, null),
        new(ObjectType.ServiceDependency, "service_description", Text, null),
        new(ObjectType.ServiceDependency, "inherits_parent", Flag, "0"),
        new(ObjectType.ServiceDependency, "execution_failure_criteria", List, "n"),
        new(ObjectType.ServiceDependency, "notification_failure_criteria", List, "n"),
        new(ObjectType.ServiceDependency, "dependency_period", Text, null),
        new(ObjectType.ServiceDependency, "explode_hostgroup", Flag, "0"),
        new(ObjectType.ServiceDependency, "servicegroup_name", List, null),
        new(ObjectType.ServiceDependency, "dependent_servicegroup_name", List, null),
        new(ObjectType.ServiceDependency, "name", Text, null),
        new(ObjectType.ServiceDependency, "use", List, null),
        new(ObjectType.ServiceDependency, "register", Flag, "1"),
        new(ObjectType.ServiceDependency, "definition_order", Integer, "100"),
        new(ObjectType.ServiceDependency, "imported_from", Text, null),
    ];
}
