using System.Collections.Immutable;
using Tsuba.Dispatch.Daemons;
using Tsuba.Model.Definitions;
using Tsuba.Model.Items;

namespace Tsuba.Dispatch.Terms;

/// <summary>The etcd whose vote breaks a tie between arbiters, as an arbiter's object says with <c>tie_breaker etcd</c>. Source: design 3, "two arbiters"; docs/decisions/0070.</summary>
public sealed record EtcdTarget
{
    /// <summary>What <c>tie_breaker</c> says for etcd instead of the address of a machine.</summary>
    public const string Word = "etcd";

    private const string DefaultEndpoint = "http://127.0.0.1:2379";

    /// <summary>How etcd is called among the voters. No daemon has an empty name.</summary>
    public static DaemonKey Voter { get; } = new(DaemonRole.Arbiter, "");

    /// <summary>etcd_endpoints: addresses of its members, the first that answers is asked.</summary>
    public required ImmutableArray<Uri> Endpoints { get; init; }

    /// <summary>etcd_prefix: what keys begin with. Empty: <c>/tsuba/</c> and the name of the site.</summary>
    public required string Prefix { get; init; }

    /// <summary>etcd_ca: file with the authorities that its certificate may come from; empty: those of the machine.</summary>
    public required string Authority { get; init; }

    /// <summary>etcd_certificate: file with the certificate that is shown to it; empty: none.</summary>
    public required string Certificate { get; init; }

    /// <summary>etcd_key: file with the key of that certificate.</summary>
    public required string Key { get; init; }

    /// <summary>etcd_user: who asks, where etcd has users; empty: nobody.</summary>
    public required string User { get; init; }

    /// <summary>etcd_password_file: file whose first line is the user's password.</summary>
    public required string PasswordFile { get; init; }

    /// <summary>What an arbiter's object says of etcd; null: its tie breaker is another. Faults are told to <paramref name="faults"/>.</summary>
    public static EtcdTarget? Of(ResolvedObject arbiter, ICollection<string>? faults = null)
    {
        if (arbiter.Find("tie_breaker") != Word)
        {
            return null;
        }

        var endpoints = new List<Uri>();
        foreach (var text in Text("etcd_endpoints", DefaultEndpoint).Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            if (Uri.TryCreate(text, UriKind.Absolute, out var uri) && (uri.Scheme == Uri.UriSchemeHttps || uri.Scheme == Uri.UriSchemeHttp) && uri.PathAndQuery == "/" && uri.UserInfo.Length == 0)
            {
                endpoints.Add(uri);
            }
            else
            {
                faults?.Add($"'{text}' of etcd_endpoints is not http://host:port or https://host:port");
            }
        }

        if (Text("etcd_certificate").Length > 0 != Text("etcd_key").Length > 0)
        {
            faults?.Add("etcd_certificate and etcd_key need each other");
        }

        if (Text("etcd_user").Length > 0 != Text("etcd_password_file").Length > 0)
        {
            faults?.Add("etcd_user and etcd_password_file need each other");
        }

        return new EtcdTarget
        {
            Endpoints = [.. endpoints],
            Prefix = Text("etcd_prefix"),
            Authority = Text("etcd_ca"),
            Certificate = Text("etcd_certificate"),
            Key = Text("etcd_key"),
            User = Text("etcd_user"),
            PasswordFile = Text("etcd_password_file"),
        };

        string Text(string property, string otherwise = "") => arbiter.Find(property) is { Length: > 0 } value ? value : otherwise;
    }

    /// <summary>The etcd that an arbiter asks: its own object's, or the first that another arbiter names. Null: the site has none.</summary>
    public static EtcdTarget? Of(IEnumerable<DaemonNode> nodes, DaemonKey self) => nodes
        .Where(node => node.Role == DaemonRole.Arbiter)
        .OrderByDescending(node => node.Key == self)
        .Select(node => Of(node.Definition))
        .FirstOrDefault(target => target is not null);

    /// <summary>Whether some member is asked over a network without TLS.</summary>
    public bool IsPlainAndRemote => Endpoints.Any(endpoint => endpoint.Scheme == Uri.UriSchemeHttp && !endpoint.IsLoopback);

    /// <inheritdoc />
    public bool Equals(EtcdTarget? other) => other is not null && Endpoints.SequenceEqual(other.Endpoints) && Texts == other.Texts;

    /// <inheritdoc />
    public override int GetHashCode() => Texts.GetHashCode();

    private (string, string, string, string, string, string) Texts => (Prefix, Authority, Certificate, Key, User, PasswordFile);
}
