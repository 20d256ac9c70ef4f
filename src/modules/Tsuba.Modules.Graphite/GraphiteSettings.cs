using System.Globalization;
using System.Net;

namespace Tsuba.Modules.Graphite;

/// <summary>What the properties of a Graphite module say. Source: reference/shinken.md 6.3.</summary>
internal sealed record GraphiteSettings
{
    private const int DefaultPort = 2003;
    private const long DefaultSpoolBytes = 512L * 1024 * 1024;

    /// <summary><c>host</c>: where carbon listens; 127.0.0.1 by default.</summary>
    public required string Host { get; init; }

    /// <summary><c>port</c>: carbon's line receiver, 2003 by default.</summary>
    public required int Port { get; init; }

    /// <summary><c>graphite_data_source</c>: an element between host and service; empty: none.</summary>
    public required string DataSource { get; init; }

    /// <summary><c>ignore_latency_limit</c>: up to so many seconds late, a value belongs to the time for which its check was planned.</summary>
    public required double LatencyLimitSeconds { get; init; }

    /// <summary><c>spool_max_bytes</c>: what is kept while carbon is away; 512 MiB by default.</summary>
    public required long SpoolBytes { get; init; }

    /// <summary><c>send_min_max</c>: whether the least and greatest possible value are sent beside the value; off by default, as Shinken's module never does.</summary>
    public bool SendsMinMax { get; init; }

    /// <summary><c>graphite_url</c>: address of graphite-web, which pages then take their graphs from; null: none.</summary>
    public Uri? Web { get; init; }

    /// <summary>Reads properties.</summary>
    /// <exception cref="InvalidDataException">They make no sense, or name another machine without saying that this is meant.</exception>
    public static GraphiteSettings From(IReadOnlyDictionary<string, string> properties)
    {
        var host = properties.GetValueOrDefault("host") is { Length: > 0 } name ? name : IPAddress.Loopback.ToString();
        var isLocal = host == "localhost" || (IPAddress.TryParse(host, out var address) && IPAddress.IsLoopback(address));
        if (!isLocal && properties.GetValueOrDefault("allow_remote") != "1")
        {
            throw new InvalidDataException(
                $"host is {host}: carbon's line protocol has no authentication, so it is spoken on this machine only (a carbon-relay here can forward); allow_remote 1 says that the network is trusted");
        }

        return new GraphiteSettings
        {
            Host = host,
            Port = (int)Whole(properties, "port", DefaultPort, IPEndPoint.MaxPort),
            DataSource = properties.GetValueOrDefault("graphite_data_source") ?? "",
            LatencyLimitSeconds = Seconds(properties, "ignore_latency_limit"),
            SpoolBytes = Whole(properties, "spool_max_bytes", DefaultSpoolBytes, long.MaxValue),
            SendsMinMax = properties.GetValueOrDefault("send_min_max") == "1",
            Web = properties.GetValueOrDefault("graphite_url") is { Length: > 0 } web ? WebAddress(web) : null,
        };
    }

    private static Uri WebAddress(string text) =>
        Uri.TryCreate(text.EndsWith('/') ? text : text + "/", UriKind.Absolute, out var address) && address.Scheme is "http" or "https" && address is { UserInfo.Length: 0, Query.Length: 0, Fragment.Length: 0 }
            ? address
            : throw new InvalidDataException("graphite_url is no http or https address without a password in it");

    private static double Seconds(IReadOnlyDictionary<string, string> properties, string name) => !properties.TryGetValue(name, out var text)
        ? 0
        : double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var value) && double.IsFinite(value) ? value : throw new InvalidDataException($"{name} is '{text}', not a number");

    private static long Whole(IReadOnlyDictionary<string, string> properties, string name, long otherwise, long most) => !properties.TryGetValue(name, out var text)
        ? otherwise
        : long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var value) && value > 0 && value <= most
            ? value
            : throw new InvalidDataException(string.Create(CultureInfo.InvariantCulture, $"{name} is '{text}', not a number from 1 to {most}"));
}
