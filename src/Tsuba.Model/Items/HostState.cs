namespace Tsuba.Model.Items;

/// <summary>State ids of hosts. Source: reference/conventions.md 2.</summary>
public enum HostState : byte
{
    /// <summary>Answers.</summary>
    Up = 0,

    /// <summary>Does not answer.</summary>
    Down = 1,

    /// <summary>Does not answer, and none of its parents is up.</summary>
    Unreachable = 2,
}
