using System.Collections.Immutable;
using System.Globalization;
using System.Net;
using Tsuba.Modules.Livestatus.Server;

namespace Tsuba.Modules.Livestatus;

/// <summary>
/// The properties of a <c>define module</c> of type livestatus. One that makes no sense is an error at the start: a port that is open
/// to others than was meant is worse than none. Source: reference/shinken.md 6.2; reference/livestatus.md 1.
/// </summary>
public sealed record LivestatusSettings
{
    /// <summary>Port where nothing is set, as Shinken's.</summary>
    public const int DefaultPort = 50_000;

    /// <summary>What tells Thruk and LMD how to talk where nothing is set: the fast path of both.</summary>
    public const string DefaultVersion = "1.5.1-tsuba-naemon";

    /// <summary>Property <c>port</c>; null (<c>none</c> or <c>0</c>): no TCP. 0 here, which no property can say: any free one.</summary>
    public int? Port { get; init; } = DefaultPort;

    /// <summary>Property <c>host</c>: an address, <c>*</c> for all; the loopback by default.</summary>
    public IPAddress Host { get; init; } = IPAddress.Loopback;

    /// <summary>Property <c>socket</c>: path of a Unix socket; empty (or <c>none</c>): there is none.</summary>
    public string SocketPath { get; init; } = "";

    /// <summary>Property <c>allowed_hosts</c>: addresses and networks; empty: everybody who reaches the port.</summary>
    public AllowedHosts AllowedHosts { get; init; } = AllowedHosts.Everybody;

    /// <summary>Property <c>tls</c> (or <c>use_ssl</c>): whether the TCP port speaks TLS.</summary>
    public bool UseTls { get; init; }

    /// <summary>Properties <c>server_cert</c> and <c>server_key</c>: PEM files; empty: the certificate of the ports for people.</summary>
    public (string Certificate, string Key) TlsFiles { get; init; } = ("", "");

    /// <summary>Property <c>livestatus_version</c>.</summary>
    public string Version { get; init; } = DefaultVersion;

    /// <summary>Property <c>allow_commands</c>: whether COMMAND is accepted.</summary>
    public bool AllowCommands { get; init; } = true;

    /// <summary>Property <c>max_connections</c>: more are closed at once; 1,000 by default.</summary>
    public int MaxConnections { get; init; } = 1_000;

    /// <summary>Property <c>max_line_bytes</c>; 128 KiB by default.</summary>
    public int MaxLineBytes { get; init; } = 128 * 1024;

    /// <summary>Property <c>max_request_bytes</c>; 2 MiB by default.</summary>
    public int MaxRequestBytes { get; init; } = 2 * 1024 * 1024;

    /// <summary>Property <c>max_response_bytes</c>: a longer answer is refused with 413; 100 MiB by default.</summary>
    public int MaxResponseBytes { get; init; } = 100 * 1024 * 1024;

    /// <summary>Property <c>max_pending_bytes</c>: answers that slow clients have not taken yet, of all together; 256 MiB by default.</summary>
    public long MaxPendingBytes { get; init; } = 256L * 1024 * 1024;

    /// <summary>Property <c>query_timeout</c> in seconds: from the first byte of a request to its last; 10 by default.</summary>
    public TimeSpan RequestTimeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Property <c>max_query_time</c> in seconds: a query that runs longer is given up with 413; 60 by default.</summary>
    public TimeSpan QueryTime { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>Property <c>max_log_lines</c>: lines of the log that one query may look at; 200,000 by default.</summary>
    public int MaxLogLines { get; init; } = 200_000;

    /// <summary>Property <c>idle_timeout</c> in seconds: a silent connection is closed; 300 by default.</summary>
    public TimeSpan IdleTimeout { get; init; } = TimeSpan.FromSeconds(300);

    /// <summary>Property <c>write_timeout</c> in seconds: a client that takes nothing for so long is cut off; 30 by default.</summary>
    public TimeSpan WriteTimeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Property <c>service_authorization</c>: <c>strict</c> hides services from the contacts of their host; else they see them.</summary>
    public bool StrictServices { get; init; }

    /// <summary>Property <c>group_authorization</c>: <c>loose</c> shows a group to the contacts of one member; else of all.</summary>
    public bool LooseGroups { get; init; }

    /// <summary>Reads properties.</summary>
    /// <exception cref="FormatException">One has no meaning; the text names it.</exception>
    public static LivestatusSettings From(IReadOnlyDictionary<string, string> properties)
    {
        var reader = new Reader(properties);
        var defaults = new LivestatusSettings();
        return defaults with
        {
            Port = reader.Port(),
            Host = reader.Host(),
            SocketPath = reader.Text("socket") is "none" ? "" : reader.Text("socket"),
            AllowedHosts = AllowedHosts.Parse(reader.Text("allowed_hosts")),
            UseTls = reader.Flag("tls", reader.Flag("use_ssl", false)),
            TlsFiles = (reader.Text("server_cert"), reader.Text("server_key")),
            Version = reader.Text("livestatus_version") is { Length: > 0 } version ? version : DefaultVersion,
            AllowCommands = reader.Flag("allow_commands", true),
            MaxConnections = reader.Number("max_connections", defaults.MaxConnections, 1, 100_000),
            MaxLineBytes = reader.Number("max_line_bytes", defaults.MaxLineBytes, 1024, 16 * 1024 * 1024),
            MaxRequestBytes = reader.Number("max_request_bytes", defaults.MaxRequestBytes, 1024, 64 * 1024 * 1024),
            MaxResponseBytes = reader.Number("max_response_bytes", defaults.MaxResponseBytes, 1024, 500 * 1024 * 1024),
            MaxPendingBytes = reader.Number("max_pending_bytes", (int)defaults.MaxPendingBytes, 1024, int.MaxValue),
            RequestTimeout = reader.Seconds("query_timeout", defaults.RequestTimeout),
            QueryTime = reader.Seconds("max_query_time", defaults.QueryTime),
            MaxLogLines = reader.Number("max_log_lines", defaults.MaxLogLines, 1000, 10_000_000),
            IdleTimeout = reader.Seconds("idle_timeout", defaults.IdleTimeout),
            WriteTimeout = reader.Seconds("write_timeout", defaults.WriteTimeout),
            StrictServices = reader.Choice("service_authorization", "loose", "strict"),
            LooseGroups = reader.Choice("group_authorization", "strict", "loose"),
        };
    }

    private sealed class Reader(IReadOnlyDictionary<string, string> properties)
    {
        public string Text(string name) => properties.GetValueOrDefault(name)?.Trim() ?? "";

        public int? Port() => Text("port") switch
        {
            "" => DefaultPort,
            "none" or "0" => null,
            _ => Number("port", DefaultPort, 1, 65_535),
        };

        public IPAddress Host() => Text("host") switch
        {
            "" or "localhost" => IPAddress.Loopback,
            "*" => IPAddress.Any,
            var text => IPAddress.TryParse(text, out var address) ? address : throw Wrong("host", text, "an address, or * for all"),
        };

        public bool Flag(string name, bool fallback) => Text(name) switch
        {
            "" => fallback,
            "1" or "yes" or "on" => true,
            "0" or "no" or "off" => false,
            var text => throw Wrong(name, text, "0 or 1"),
        };

        /// <summary>Whether the second of two words is chosen.</summary>
        public bool Choice(string name, string usual, string other)
        {
            var text = Text(name);
            return text == other || (text.Length == 0 || text == usual ? false : throw Wrong(name, text, $"{usual} or {other}"));
        }

        public int Number(string name, int fallback, int least, int most)
        {
            var text = Text(name);
            if (text.Length == 0)
            {
                return fallback;
            }

            return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most
                ? number
                : throw Wrong(name, text, string.Create(CultureInfo.InvariantCulture, $"a number from {least} to {most}"));
        }

        public TimeSpan Seconds(string name, TimeSpan fallback) =>
            TimeSpan.FromSeconds(Number(name, (int)fallback.TotalSeconds, 1, 86_400));

        private static FormatException Wrong(string name, string value, string wanted) => new($"{name} is '{value}'; wanted is {wanted}");
    }
}
