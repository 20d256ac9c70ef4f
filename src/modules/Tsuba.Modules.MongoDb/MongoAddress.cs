using System.Collections.Immutable;
using System.Net;

namespace Tsuba.Modules.MongoDb;

/// <summary>
/// The connection string, completed: what it does not say is safe. Writes wait for the journals of the majority, and no call waits for ever.
/// </summary>
/// <param name="Text">The string for the driver; holds secrets.</param>
/// <param name="Hosts">The hosts with their ports, for people.</param>
/// <param name="IsTls">Whether the connection is encrypted.</param>
internal sealed record MongoAddress(string Text, string Hosts, bool IsTls)
{
    private const string Plain = "mongodb://";
    private const string Service = "mongodb+srv://";

    // Old words of PyMongo, which Shinken's files have: a journal and a majority say more.
    private static readonly string[] LeftOut = ["fsync", "safe", "auto_start_request"];
    private static readonly string[] Blind = ["tlsinsecure", "tlsallowinvalidcertificates", "tlsallowinvalidhostnames", "sslallowinvalidcertificates", "sslallowinvalidhostnames"];

    private static readonly ImmutableArray<(string Key, string Value)> Defaults =
    [
        ("w", "majority"), ("journal", "true"), ("wtimeoutms", "10000"), ("connecttimeoutms", "5000"),
        ("serverselectiontimeoutms", "5000"), ("sockettimeoutms", "15000"), ("appname", "tsuba"),
    ];

    /// <summary>Whether what is sent can be read on the way.</summary>
    public bool IsRemoteWithoutTls => !IsTls && Hosts.Split(',').Any(host => !IsLocal(host));

    /// <summary>Completes a connection string.</summary>
    /// <param name="uri"><c>uri</c>.</param>
    /// <param name="properties"><c>username</c>, <c>password</c>, <c>replica_set</c> where the string does not say them.</param>
    /// <exception cref="InvalidDataException">It is none, or says what is refused.</exception>
    public static MongoAddress Of(string uri, IReadOnlyDictionary<string, string> properties)
    {
        var scheme = uri.StartsWith(Plain, StringComparison.Ordinal) ? Plain : uri.StartsWith(Service, StringComparison.Ordinal) ? Service : throw new InvalidDataException(
            "uri does not begin with mongodb:// or mongodb+srv://");
        var (authority, path, query) = Split(uri[scheme.Length..]);
        if (!authority.Contains('@', StringComparison.Ordinal) && properties.GetValueOrDefault("username") is { Length: > 0 } user)
        {
            authority = $"{Uri.EscapeDataString(user)}:{Uri.EscapeDataString(properties.GetValueOrDefault("password") ?? "")}@{authority}";
        }

        var options = query.Split('&', StringSplitOptions.RemoveEmptyEntries).Select(Option).Where(option => !LeftOut.Contains(option.Key)).ToList();
        Complete(options, properties);
        var tls = options.FindLast(option => option.Key is "tls" or "ssl").Value;
        return new MongoAddress(
            $"{scheme}{authority}/{path}?{string.Join('&', options.Select(option => $"{option.Key}={option.Value}"))}",
            authority[(authority.LastIndexOf('@') + 1)..],
            tls is null ? scheme == Service : tls == "true");
    }

    /// <summary>Without secrets.</summary>
    public override string ToString() => Hosts;

    private static void Complete(List<(string Key, string Value)> options, IReadOnlyDictionary<string, string> properties)
    {
        if (options.Find(option => Blind.Contains(option.Key) && option.Value == "true") is { Key: { } blind })
        {
            throw new InvalidDataException($"uri has {blind}: TLS that does not look whom it talks to protects nothing; tlsCAFile names the authority of the server's certificate");
        }

        if (options.Exists(option => option is ("w", "0" or "-1")))
        {
            throw new InvalidDataException("uri has w=0: nothing would be known to be written");
        }

        if (properties.GetValueOrDefault("replica_set") is { Length: > 0 } replicas && !options.Exists(option => option.Key == "replicaset"))
        {
            options.Add(("replicaset", Uri.EscapeDataString(replicas)));
        }

        options.AddRange(Defaults.Where(wanted => !options.Exists(option => option.Key == wanted.Key)));
    }

    private static (string Authority, string Path, string Query) Split(string rest)
    {
        var question = rest.IndexOf('?', StringComparison.Ordinal);
        var query = question < 0 ? "" : rest[(question + 1)..];
        rest = question < 0 ? rest : rest[..question];
        var slash = rest.IndexOf('/', StringComparison.Ordinal);
        return slash < 0 ? (rest, "", query) : (rest[..slash], rest[(slash + 1)..], query);
    }

    private static (string Key, string Value) Option(string text)
    {
        var equals = text.IndexOf('=', StringComparison.Ordinal);
        return equals < 0 ? throw new InvalidDataException("an option of uri has no value") : (text[..equals].ToLowerInvariant(), text[(equals + 1)..]);
    }

    private static bool IsLocal(string host)
    {
        var name = host.StartsWith('[') ? host[1..Math.Max(1, host.IndexOf(']', StringComparison.Ordinal))] : host.Split(':')[0];
        return name == "localhost" || name.StartsWith("%2F", StringComparison.OrdinalIgnoreCase) || (IPAddress.TryParse(name, out var address) && IPAddress.IsLoopback(address));
    }
}
