namespace Tsuba.Web.SignIn;

/// <summary>What a token may be used for.</summary>
[Flags]
public enum TokenScopes
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>Look: pages, API, event streams.</summary>
    Read = 1,

    /// <summary>Give external commands for what is seen.</summary>
    Command = 2,

    /// <summary>Give passive results, and nothing else.</summary>
    Passive = 4,

    /// <summary>Everything, also what concerns the whole site: global commands, corrections, tokens.</summary>
    Admin = 8,
}
