using System.Net;
using System.Net.Sockets;

namespace Tsuba.Modules.WebHooks.Sending;

/// <summary>
/// Which addresses a web hook may connect to. What a name resolves to is looked at when the connection is made, so a name that changes
/// in between leads nowhere else. Source: reference/security.md, SSRF; RFC 6890.
/// </summary>
internal static class AddressRules
{
    // The well-known prefix of RFC 6052: an IPv4 address is inside.
    private static readonly IPNetwork Translated = IPNetwork.Parse("64:ff9b::/96");

    private static readonly IPNetwork[] Never =
    [
        IPNetwork.Parse("0.0.0.0/8"), IPNetwork.Parse("169.254.0.0/16"), IPNetwork.Parse("192.0.0.0/24"), IPNetwork.Parse("198.18.0.0/15"), IPNetwork.Parse("224.0.0.0/4"),
        IPNetwork.Parse("240.0.0.0/4"), IPNetwork.Parse("::/128"), IPNetwork.Parse("fe80::/10"), IPNetwork.Parse("ff00::/8"), IPNetwork.Parse("fec0::/10"),
    ];

    private static readonly IPNetwork[] Private =
    [
        IPNetwork.Parse("10.0.0.0/8"), IPNetwork.Parse("100.64.0.0/10"), IPNetwork.Parse("172.16.0.0/12"), IPNetwork.Parse("192.168.0.0/16"), IPNetwork.Parse("fc00::/7"),
    ];

    /// <summary>Why an address is not connected to; null: it may be.</summary>
    public static string? Refusal(IPAddress address, bool allowPrivate, bool allowLoopback)
    {
        var plain = Plain(address);
        if (IPAddress.IsLoopback(plain))
        {
            return allowLoopback ? null : $"{address} is this machine; allow_loopback 1 says that this is meant";
        }

        if (Never.Any(network => network.Contains(plain)))
        {
            return $"{address} is an address that nothing outside may be asked at";
        }

        return !allowPrivate && Private.Any(network => network.Contains(plain)) ? $"{address} is a private address; allow_private 1 says that this is meant" : null;
    }

    private static IPAddress Plain(IPAddress address)
    {
        if (address.IsIPv4MappedToIPv6)
        {
            return address.MapToIPv4();
        }

        return address.AddressFamily == AddressFamily.InterNetworkV6 && Translated.Contains(address) ? new IPAddress(address.GetAddressBytes().AsSpan(12)) : address;
    }
}
