using System.Collections.Immutable;
using System.Globalization;
using System.Net;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Tsuba.Modules.History;

namespace Tsuba.Modules.WebHooks;

/// <summary>What the properties of a web hook say.</summary>
internal sealed record WebHookSettings
{
    private const int LeastSecretBytes = 16;
    private const string EncodedSecretPrefix = "whsec_";

    /// <summary><c>url</c>: where events go; HTTPS, or HTTP where <c>allow_plain 1</c> or to this machine.</summary>
    public required Uri Url { get; init; }

    /// <summary><c>secret</c>, or the content of <c>secret_file</c>: the key of signatures; 16 bytes at least, as text or as <c>whsec_</c> and base64.</summary>
    public required byte[] Secret { get; init; }

    /// <summary><c>kinds</c>: kinds of entries, with commas; all by default.</summary>
    public ImmutableHashSet<HistoryKind> Kinds { get; init; } = [];

    /// <summary><c>hosts</c>: patterns of host names with <c>*</c>, with commas; all by default.</summary>
    public ImmutableArray<string> Hosts { get; init; } = [];

    /// <summary><c>contact</c>: only what this contact sees; empty: everything.</summary>
    public string Contact { get; init; } = "";

    /// <summary><c>hard_only 1</c>: no soft states.</summary>
    public bool HardOnly { get; init; }

    /// <summary><c>allow_private 1</c>: the target may have a private address.</summary>
    public bool AllowPrivate { get; init; }

    /// <summary><c>allow_loopback 1</c>: the target may be this machine.</summary>
    public bool AllowLoopback { get; init; }

    /// <summary><c>ca_file</c>: certificates (PEM) that may have signed the target's, instead of those of the machine.</summary>
    public X509Certificate2Collection? Authorities { get; init; }

    /// <summary><c>spool_max_bytes</c>: what is kept while the target is away; 256 MiB by default.</summary>
    public long SpoolBytes { get; init; }

    /// <summary><c>timeout</c>: seconds of one attempt; 10 by default.</summary>
    public TimeSpan Timeout { get; init; }

    /// <summary><c>retry_first</c>: seconds before the second attempt, which double with each further one; 1 by default.</summary>
    public TimeSpan FirstPause { get; init; }

    /// <summary><c>retry_longest</c>: the most of them; 300 by default.</summary>
    public TimeSpan LongestPause { get; init; }

    /// <summary>Reads properties.</summary>
    /// <exception cref="InvalidDataException">They make no sense, or are not safe.</exception>
    public static WebHookSettings From(IReadOnlyDictionary<string, string> properties)
    {
        var allowLoopback = properties.GetValueOrDefault("allow_loopback") == "1";
        return new WebHookSettings
        {
            Url = ReadUrl(properties, allowLoopback),
            Secret = ReadSecret(properties),
            Kinds = [.. List(properties, "kinds").Select(ReadKind)],
            Hosts = List(properties, "hosts"),
            Contact = properties.GetValueOrDefault("contact") ?? "",
            HardOnly = properties.GetValueOrDefault("hard_only") == "1",
            AllowPrivate = properties.GetValueOrDefault("allow_private") == "1",
            AllowLoopback = allowLoopback,
            Authorities = ReadAuthorities(properties.GetValueOrDefault("ca_file") ?? ""),
            SpoolBytes = (long)Number(properties, "spool_max_bytes", 256L * 1024 * 1024, 4096, 1e12),
            Timeout = TimeSpan.FromSeconds(Number(properties, "timeout", 10, 0.1, 300)),
            FirstPause = TimeSpan.FromSeconds(Number(properties, "retry_first", 1, 0.01, 3600)),
            LongestPause = TimeSpan.FromSeconds(Number(properties, "retry_longest", 300, 0.01, 86_400)),
        };
    }

    private static Uri ReadUrl(IReadOnlyDictionary<string, string> properties, bool allowLoopback)
    {
        var text = properties.GetValueOrDefault("url") ?? "";
        if (!Uri.TryCreate(text, UriKind.Absolute, out var url) || url.Scheme is not ("https" or "http") || url.UserInfo.Length > 0 || url.Fragment.Length > 0)
        {
            throw new InvalidDataException("url is no address of HTTPS without a user in it");
        }

        var isLocal = url.Host == "localhost" || (IPAddress.TryParse(url.DnsSafeHost, out var address) && IPAddress.IsLoopback(address));
        return url.Scheme == "https" || (isLocal && allowLoopback) || properties.GetValueOrDefault("allow_plain") == "1"
            ? url
            : throw new InvalidDataException("url is plain HTTP, so everybody on the way reads what is sent; allow_plain 1 says that this is meant");
    }

    private static byte[] ReadSecret(IReadOnlyDictionary<string, string> properties)
    {
        var text = properties.GetValueOrDefault("secret") ?? "";
        if (properties.GetValueOrDefault("secret_file") is { Length: > 0 } path)
        {
            try
            {
                if (!OperatingSystem.IsWindows() && (File.GetUnixFileMode(path) & (UnixFileMode.GroupWrite | UnixFileMode.OtherRead | UnixFileMode.OtherWrite)) != 0)
                {
                    throw new InvalidDataException("secret_file may be read or written by others: its mode should be 0600 or 0640");
                }

                text = File.ReadAllText(path).Trim();
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
            {
                throw new InvalidDataException($"secret_file cannot be read: {exception.Message}", exception);
            }
        }

        var secret = new byte[text.Length + 4];
        var bytes = text.StartsWith(EncodedSecretPrefix, StringComparison.Ordinal) && Convert.TryFromBase64String(text[EncodedSecretPrefix.Length..], secret, out var length)
            ? secret[..length]
            : Encoding.UTF8.GetBytes(text);
        return bytes.Length >= LeastSecretBytes
            ? bytes
            : throw new InvalidDataException(FormattableString.Invariant($"secret has less than {LeastSecretBytes} bytes: without one nobody can tell our events from others'"));
    }

    private static X509Certificate2Collection? ReadAuthorities(string path)
    {
        if (path.Length == 0)
        {
            return null;
        }

        var authorities = new X509Certificate2Collection();
        try
        {
            authorities.ImportFromPemFile(path);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or System.Security.Cryptography.CryptographicException)
        {
            throw new InvalidDataException($"ca_file cannot be read: {exception.Message}", exception);
        }

        return authorities.Count > 0 ? authorities : throw new InvalidDataException("ca_file holds no certificate");
    }

    private static HistoryKind ReadKind(string name) => Enum.TryParse<HistoryKind>(name, ignoreCase: true, out var kind) && !char.IsAsciiDigit(name[0])
        ? kind
        : throw new InvalidDataException($"kinds holds '{name}', which is none of {string.Join(", ", Enum.GetNames<HistoryKind>()).ToLowerInvariant()}");

    private static ImmutableArray<string> List(IReadOnlyDictionary<string, string> properties, string name) =>
        [.. (properties.GetValueOrDefault(name) ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)];

    private static double Number(IReadOnlyDictionary<string, string> properties, string name, double otherwise, double least, double most)
    {
        if (!properties.TryGetValue(name, out var text))
        {
            return otherwise;
        }

        return double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var value) && value >= least && value <= most
            ? value
            : throw new InvalidDataException(FormattableString.Invariant($"{name} is '{text}', not a number from {least} to {most}"));
    }
}
