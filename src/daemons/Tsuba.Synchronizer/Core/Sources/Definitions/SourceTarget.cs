using System.Collections.Immutable;

namespace Tsuba.Synchronizer.Core.Sources.Definitions;

/// <summary>Where a source is read, as whom, and how much of it at most.</summary>
public sealed record SourceTarget
{
    /// <summary>url: <c>ldap(s)://</c>, <c>http(s)://</c>, <c>ssh://</c>, <c>file://</c>; null for a tree on this machine.</summary>
    public Uri? Address { get; init; }

    /// <summary>path: main file or directory of a tree, inside the repository for git; empty: the whole repository.</summary>
    public string Path { get; init; } = "";

    /// <summary>root, several times: directories that files of a local tree may include from, beside the one of <see cref="Path"/>.</summary>
    public ImmutableArray<string> Roots { get; init; } = [];

    /// <summary>branch of a git repository.</summary>
    public string Branch { get; init; } = "main";

    /// <summary>user or bind_dn; empty: nobody.</summary>
    public string User { get; init; } = "";

    /// <summary>password_file: the file that holds the password or key, mode 0600; the secret itself never stands in a definition.</summary>
    public string SecretFile { get; init; } = "";

    /// <summary>ca_file: certificates that may sign the server's; empty: the machine's.</summary>
    public string AuthorityFile { get; init; } = "";

    /// <summary>known_hosts_file: host keys of an ssh server.</summary>
    public string KnownHostsFile { get; init; } = "";

    /// <summary>start_tls: an <c>ldap://</c> connection is encrypted before anything else is said.</summary>
    public bool StartsTls { get; init; }

    /// <summary>delimiter of a table; one character.</summary>
    public char Delimiter { get; init; } = ',';

    /// <summary>items: names that lead to the array in a JSON document, joined by dots; empty: the document is the array.</summary>
    public string Items { get; init; } = "";

    /// <summary>timeout of the whole reading.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>max_bytes of a document or tree.</summary>
    public long MaxBytes { get; init; } = 32 * 1024 * 1024;

    /// <summary>max_entries: rows or objects.</summary>
    public int MaxEntries { get; init; } = 100_000;
}
