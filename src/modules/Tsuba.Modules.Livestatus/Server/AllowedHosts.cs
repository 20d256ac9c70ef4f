using System.Collections.Immutable;
using System.Net;

namespace Tsuba.Modules.Livestatus.Server;

/// <summary>Who may connect by TCP: addresses and networks. Names are not looked up, since an answer of DNS is no proof of anything.</summary>
public sealed class AllowedHosts
{
    private readonly ImmutableArray<IPNetwork> _networks;

    private AllowedHosts(ImmutableArray<IPNetwork> networks)
    {
        _networks = networks;
    }

    /// <summary>Nobody is refused.</summary>
    public static AllowedHosts Everybody { get; } = new([]);

    /// <summary>Whether there is no list.</summary>
    public bool IsEverybody => _networks.IsEmpty;

    /// <summary>Reads <c>127.0.0.1, 10.0.0.0/8, fe80::1</c>; empty is everybody.</summary>
    /// <exception cref="FormatException">An entry is neither an address nor a network.</exception>
    public static AllowedHosts Parse(string text)
    {
        var networks = ImmutableArray.CreateBuilder<IPNetwork>();
        foreach (var word in text.Split([',', ' ', '\t'], StringSplitOptions.RemoveEmptyEntries))
        {
            if (IPAddress.TryParse(word == "localhost" ? "127.0.0.1" : word, out var address))
            {
                networks.Add(new IPNetwork(address, address.GetAddressBytes().Length * 8));
            }
            else if (IPNetwork.TryParse(word, out var network))
            {
                networks.Add(network);
            }
            else
            {
                throw new FormatException($"allowed_hosts: '{word}' is neither an address nor a network; names are not looked up");
            }
        }

        return new AllowedHosts(networks.ToImmutable());
    }

    /// <summary>Whether a peer may connect. An IPv4 address that came in over IPv6 counts as itself.</summary>
    public bool Allows(IPAddress peer)
    {
        if (_networks.IsEmpty)
        {
            return true;
        }

        var address = peer.IsIPv4MappedToIPv6 ? peer.MapToIPv4() : peer;
        foreach (var network in _networks)
        {
            if (network.BaseAddress.AddressFamily == address.AddressFamily && network.Contains(address))
            {
                return true;
            }
        }

        return false;
    }
}
