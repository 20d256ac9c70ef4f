namespace Tsuba.Dispatch.Relations;

/// <summary>Why two hosts must be watched by one scheduler. Source: reference/shinken.md 2.1.</summary>
public enum RelationKind : byte
{
    /// <summary><c>parents</c> of a host.</summary>
    Parent = 0,

    /// <summary><c>define hostdependency</c>.</summary>
    HostDependency = 1,

    /// <summary><c>define servicedependency</c>, or <c>service_dependencies</c> of a service.</summary>
    ServiceDependency = 2,

    /// <summary>A <c>bp_rule</c> names the other host or one of its services.</summary>
    BusinessRule = 3,
}
