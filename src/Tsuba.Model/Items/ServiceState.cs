namespace Tsuba.Model.Items;

/// <summary>State ids of services. Source: reference/conventions.md 2.</summary>
public enum ServiceState : byte
{
    /// <summary>Fine.</summary>
    Ok = 0,

    /// <summary>Above the warning threshold.</summary>
    Warning = 1,

    /// <summary>Above the critical threshold.</summary>
    Critical = 2,

    /// <summary>The plugin could not tell.</summary>
    Unknown = 3,
}
