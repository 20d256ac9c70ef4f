using System.Collections.Immutable;
using System.Globalization;

namespace Tsuba.Modules.Otlp;

/// <summary>What the properties of an OTLP module say.</summary>
internal sealed record OtlpSettings
{
    private const long DefaultSpoolBytes = 512L * 1024 * 1024;
    private const string Path = "/v1/metrics";

    /// <summary><c>endpoint</c>: address of a receiver of OTLP over HTTP; <c>/v1/metrics</c> is added where it has no path.</summary>
    public required Uri Endpoint { get; init; }

    /// <summary><c>headers</c>: <c>name=value,name=value</c>, for receivers that want a key.</summary>
    public required ImmutableArray<(string Name, string Value)> Headers { get; init; }

    /// <summary><c>thresholds 0</c> leaves thresholds out.</summary>
    public required bool Thresholds { get; init; }

    /// <summary><c>spool_max_bytes</c>: what is kept while the receiver is away; 512 MiB by default.</summary>
    public required long SpoolBytes { get; init; }

    /// <summary>Reads properties.</summary>
    /// <exception cref="InvalidDataException">They make no sense, or would send in the clear to another machine without saying that this is meant.</exception>
    public static OtlpSettings From(IReadOnlyDictionary<string, string> properties) => From(properties, "");

    /// <summary>Reads properties whose names begin with a prefix.</summary>
    /// <exception cref="InvalidDataException">They make no sense, or would send in the clear to another machine without saying that this is meant.</exception>
    public static OtlpSettings From(IReadOnlyDictionary<string, string> properties, string prefix)
    {
        var text = properties.GetValueOrDefault(prefix + "endpoint") is { Length: > 0 } given ? given : "http://127.0.0.1:4318";
        if (!Uri.TryCreate(text, UriKind.Absolute, out var endpoint) || endpoint.Scheme is not ("http" or "https") || endpoint.UserInfo.Length > 0)
        {
            throw new InvalidDataException($"{prefix}endpoint is no http or https address without a password in it");
        }

        if (endpoint.Scheme == "http" && !endpoint.IsLoopback && properties.GetValueOrDefault(prefix + "allow_remote") != "1")
        {
            throw new InvalidDataException($"{prefix}endpoint is {endpoint.Host} without TLS: use https, or say {prefix}allow_remote 1 where the network is trusted");
        }

        return new OtlpSettings
        {
            Endpoint = endpoint.AbsolutePath == "/" ? new Uri(endpoint, Path) : endpoint,
            Headers = [.. (properties.GetValueOrDefault(prefix + "headers") ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(header => Header(header, prefix))],
            Thresholds = properties.GetValueOrDefault(prefix + "thresholds") != "0",
            SpoolBytes = !properties.TryGetValue(prefix + "spool_max_bytes", out var bytes) ? DefaultSpoolBytes
                : long.TryParse(bytes, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : throw new InvalidDataException($"{prefix}spool_max_bytes is '{bytes}', not a number"),
        };
    }

    // The value may be a secret: it stands in no message.
    private static (string Name, string Value) Header(string text, string prefix)
    {
        var equals = text.IndexOf('=', StringComparison.Ordinal);
        return equals > 0 && text[..equals].All(character => char.IsAsciiLetterOrDigit(character) || character is '-' or '_') && !text.Any(char.IsControl)
            ? (text[..equals], text[(equals + 1)..])
            : throw new InvalidDataException($"{prefix}headers is not a list of name=value");
    }
}
