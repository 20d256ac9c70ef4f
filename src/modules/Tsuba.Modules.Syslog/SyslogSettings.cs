using System.Globalization;
using System.Net;

namespace Tsuba.Modules.Syslog;

/// <summary>What the properties of a syslog module say.</summary>
internal sealed record SyslogSettings
{
    private const int LocalBytes = 8192;
    private const int RemoteBytes = 2048;

    private static readonly string[] Facilities =
    [
        "kern", "user", "mail", "daemon", "auth", "syslog", "lpr", "news", "uucp", "cron", "authpriv", "ftp", "ntp", "audit", "alert", "clock",
        "local0", "local1", "local2", "local3", "local4", "local5", "local6", "local7",
    ];

    /// <summary><c>socket</c>: where the machine's own syslog listens, <c>/dev/log</c> by default; not used with <see cref="Host"/>.</summary>
    public required string Socket { get; init; }

    /// <summary><c>host</c>: another syslog, by UDP; empty: that of this machine.</summary>
    public required string Host { get; init; }

    /// <summary><c>port</c> of that one, 514 by default.</summary>
    public required int Port { get; init; }

    /// <summary><c>format rfc5424</c>; else the older form, as nagios4 writes it.</summary>
    public required bool IsModern { get; init; }

    /// <summary><c>facility</c>: <c>user</c> by default, as nagios4.</summary>
    public required int Facility { get; init; }

    /// <summary><c>tag</c>: name of the program, <c>tsuba</c> by default.</summary>
    public required string Tag { get; init; }

    /// <summary><c>queue_lines</c>: lines that wait in memory; further ones are counted as dropped.</summary>
    public required int QueueLines { get; init; }

    /// <summary>Longest line in bytes; what is longer is cut.</summary>
    public int MostBytes => Host.Length > 0 ? RemoteBytes : LocalBytes;

    /// <summary>Where lines go, for people.</summary>
    public string Address => Host.Length > 0 ? string.Create(CultureInfo.InvariantCulture, $"{Host}:{Port}") : Socket;

    /// <summary>Reads properties.</summary>
    /// <exception cref="InvalidDataException">They make no sense.</exception>
    public static SyslogSettings From(IReadOnlyDictionary<string, string> properties)
    {
        var host = properties.GetValueOrDefault("host") ?? "";
        var isLocal = host.Length == 0 || host == "localhost" || (IPAddress.TryParse(host, out var address) && IPAddress.IsLoopback(address));
        if (!isLocal && properties.GetValueOrDefault("allow_remote") != "1")
        {
            throw new InvalidDataException($"host is {host}: syslog over UDP is neither encrypted nor authenticated; allow_remote 1 says that the network is trusted (the syslog of this machine can forward by TLS)");
        }

        var format = Text(properties, "format", host.Length > 0 ? "rfc5424" : "rfc3164");
        var facility = Array.IndexOf(Facilities, Text(properties, "facility", "user"));
        var tag = Text(properties, "tag", "tsuba");
        return new SyslogSettings
        {
            Socket = Text(properties, "socket", "/dev/log"),
            Host = host,
            Port = Number(properties, "port", 514, 65_535),
            IsModern = format switch { "rfc5424" => true, "rfc3164" => false, _ => throw new InvalidDataException($"format is '{format}': rfc5424 or rfc3164") },
            Facility = facility >= 0 ? facility : throw new InvalidDataException("facility is not one of " + string.Join(", ", Facilities)),
            Tag = tag.Length <= 32 && tag.All(character => char.IsAsciiLetterOrDigit(character) || character is '-' or '_') ? tag : throw new InvalidDataException($"tag is '{tag}': letters, digits, - and _, 32 at most"),
            QueueLines = Number(properties, "queue_lines", 10_000, 1_000_000),
        };
    }

    private static string Text(IReadOnlyDictionary<string, string> properties, string key, string otherwise) =>
        properties.GetValueOrDefault(key) is { Length: > 0 } text ? text : otherwise;

    private static int Number(IReadOnlyDictionary<string, string> properties, string key, int otherwise, int most) => !properties.TryGetValue(key, out var text)
        ? otherwise
        : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var value) && value > 0 && value <= most ? value : throw new InvalidDataException($"{key} is '{text}', not a number from 1 to {most}");
}
