using System.Collections.Frozen;
using System.Globalization;

namespace Tsuba.Dispatch.Daemons;

/// <summary>
/// <c>satellitemap</c> of a daemon object: where that daemon finds others whose addresses are translated on the way, as
/// <c>name=address[:port]</c> separated by commas. Whoever opens the connection looks into its own map; a scheduler's holds its passive
/// workers and the schedulers it follows, the arbiter's everybody. A port is taken as it is written: the port offset of the site is not
/// added, since it stands for what a translator shows. Source: reference/shinken.md 1.3.
/// </summary>
public sealed class SatelliteMap
{
    private readonly FrozenDictionary<string, (string Host, int? Port)> _entries;

    private SatelliteMap(Dictionary<string, (string Host, int? Port)> entries) =>
        _entries = entries.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>Translates nothing.</summary>
    public static SatelliteMap Empty { get; } = new([]);

    /// <summary>Whether it translates nothing.</summary>
    public bool IsEmpty => _entries.Count == 0;

    /// <summary>Reads the property. Entries that do not parse are left out; <paramref name="faults"/> holds them.</summary>
    public static SatelliteMap Parse(string? text, ICollection<string> faults)
    {
        var entries = new Dictionary<string, (string, int?)>(StringComparer.Ordinal);
        foreach (var entry in (text ?? "").Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            var equals = entry.IndexOf('=', StringComparison.Ordinal);
            if (equals > 0 && Address(entry[(equals + 1)..].Trim()) is { } address)
            {
                entries[entry[..equals].Trim()] = address;
            }
            else
            {
                faults.Add(entry);
            }
        }

        return entries.Count == 0 ? Empty : new SatelliteMap(entries);
    }

    /// <summary>Where a daemon is, as seen by the owner of the map.</summary>
    /// <param name="name">Name of the daemon.</param>
    /// <param name="host">Its own address.</param>
    /// <param name="port">Its own port.</param>
    public (string Host, int Port) Translate(string name, string host, int port) =>
        _entries.TryGetValue(name, out var entry) ? (entry.Host, entry.Port ?? port) : (host, port);

    private static (string Host, int? Port)? Address(string text)
    {
        // [::1]:7771, 192.0.2.1:7771, poller.example; an IPv6 address without brackets has no port.
        var isBracketed = text.StartsWith('[');
        var end = isBracketed ? text.IndexOf(']', StringComparison.Ordinal) : -1;
        var colon = text.LastIndexOf(':');
        var isPlainIpv6 = !isBracketed && colon != text.IndexOf(':', StringComparison.Ordinal);
        var hasPort = !isPlainIpv6 && colon > end && colon >= 0;
        var host = (hasPort ? text[..colon] : text).Trim('[', ']');
        if (host.Length == 0 || (isBracketed && end < 0))
        {
            return null;
        }

        if (!hasPort)
        {
            return (host, null);
        }

        return int.TryParse(text.AsSpan(colon + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var port) && port is > 0 and <= 65_535
            ? (host, port)
            : null;
    }
}
