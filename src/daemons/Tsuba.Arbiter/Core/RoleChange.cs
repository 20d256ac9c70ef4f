namespace Tsuba.Arbiter.Core;

/// <summary>What became of an arbiter in a step.</summary>
public enum RoleChange : byte
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>It leads. It gives orders once it is given the configuration that was accepted last.</summary>
    Elected = 1,

    /// <summary>It leads no more: another arbiter does, or too few machines are in reach.</summary>
    Deposed = 2,
}
