using System.Net;
using Tsuba.Model.Diagnostics;

namespace Tsuba.Synchronizer.Core.Sources.Definitions;

internal sealed partial class SourceProperties
{
    private SourceTarget Target(SourceKind kind)
    {
        var address = Address(kind);
        var delimiter = Text("delimiter", ",") is "tab" or "\\t" ? "\t" : Text("delimiter", ",");
        if (delimiter.Length != 1 || delimiter[0] is '"' or '\r' or '\n')
        {
            Fault(SourceFindings.ValueMalformed, "delimiter", "delimiter is one character, or tab");
            delimiter = ",";
        }

        if (kind == SourceKind.Cfg && !Text("path").StartsWith('/'))
        {
            Fault(SourceFindings.Incomplete, "path", "path is the absolute path of a main file or directory");
        }

        foreach (var name in (string[])["password_file", "ca_file", "known_hosts_file", "root"])
        {
            if (Has(name) && !Text(name).StartsWith('/'))
            {
                Fault(SourceFindings.ValueMalformed, name, $"{name} is an absolute path");
            }
        }

        return new SourceTarget
        {
            Address = address,
            Path = Text("path"),
            Roots = List("root"),
            Branch = Branch(),
            User = Text("user", Text("bind_dn")),
            SecretFile = Text("password_file"),
            AuthorityFile = Text("ca_file"),
            KnownHostsFile = Text("known_hosts_file"),
            StartsTls = Flag("start_tls", false),
            Delimiter = delimiter[0],
            Items = Text("items"),
            Timeout = TimeSpan.FromSeconds(Number("timeout", 60, 1, 3600)),
            MaxBytes = Number("max_bytes", 32 * 1024 * 1024, 1, 1024 * 1024 * 1024),
            MaxEntries = Number("max_entries", 100_000, 1, 1_000_000),
        };
    }

    private Uri? Address(SourceKind kind)
    {
        if (kind == SourceKind.Cfg)
        {
            return null;
        }

        string[] schemes = kind switch
        {
            SourceKind.Ldap or SourceKind.ActiveDirectory => ["ldaps", "ldap"],
            SourceKind.Git => ["https", "ssh", "http", "file"],
            _ => ["https", "http", "file"],
        };
        if (!Uri.TryCreate(Text("url"), UriKind.Absolute, out var address) || !schemes.Contains(address.Scheme, StringComparer.Ordinal))
        {
            Fault(Has("url") ? SourceFindings.ValueMalformed : SourceFindings.Incomplete, "url", $"url begins with one of {string.Join(", ", schemes.Select(scheme => scheme + "://"))}");
            return null;
        }

        if (address.UserInfo.Length > 0 && address.Scheme != "ssh")
        {
            Fault(SourceFindings.TargetRefused, "url", "url holds a user or password; use user and password_file");
        }

        if (address.UserInfo.Contains(':', StringComparison.Ordinal) || address.UserInfo.StartsWith('-') || address.Host.StartsWith('-'))
        {
            Fault(SourceFindings.TargetRefused, "url", "url holds a password, or a part that begins with -");
        }

        // Whoever sits on the way could otherwise read the password and write the configuration.
        var isPlain = address.Scheme == "http" || (address.Scheme == "ldap" && !Flag("start_tls", false));
        if (isPlain && !IsThisMachine(address.Host))
        {
            Fault(SourceFindings.TargetRefused, "url", $"{address.Scheme}:// goes to this machine only; use https://, ldaps:// or start_tls 1");
        }

        return address;
    }

    private string Branch()
    {
        var branch = Text("branch", "main");
        if (branch.Length is 0 or > 200 || branch[0] == '-' || branch.Contains("..", StringComparison.Ordinal)
            || branch.Any(letter => !char.IsAsciiLetterOrDigit(letter) && !"/._-".Contains(letter, StringComparison.Ordinal)))
        {
            Fault(SourceFindings.ValueMalformed, "branch", "branch is the name of a branch: letters, digits, /, ., _ and -");
        }

        return branch;
    }

    private static bool IsThisMachine(string host) =>
        host == "localhost" || (IPAddress.TryParse(host.Trim('[', ']'), out var address) && IPAddress.IsLoopback(address));
}
