namespace Tsuba.Synchronizer.Core.Sources.Definitions;

/// <summary>What a source reads.</summary>
public enum SourceKind
{
    /// <summary>A tree of configuration files on this machine.</summary>
    Cfg,

    /// <summary>A tree of configuration files in a git repository.</summary>
    Git,

    /// <summary>An LDAP directory.</summary>
    Ldap,

    /// <summary>A Microsoft Active Directory: LDAP with its own stable key.</summary>
    ActiveDirectory,

    /// <summary>A table with a header line, by HTTP or from a file.</summary>
    Csv,

    /// <summary>An array of JSON objects, by HTTP or from a file.</summary>
    Json,
}
