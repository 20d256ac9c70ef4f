using System.Net;
using System.Net.NetworkInformation;
using System.Net.Sockets;

namespace Tsuba.Cli.Sites;

/// <summary>Whether an address in a configuration means this machine.</summary>
internal sealed class LocalMachine
{
    private readonly HashSet<IPAddress> _addresses = [];
    private readonly HashSet<string> _names = new(StringComparer.OrdinalIgnoreCase) { "localhost" };

    /// <summary>Looks at the names and interfaces of the machine once.</summary>
    public LocalMachine()
    {
        var host = Dns.GetHostName();
        _names.Add(host);
        _names.Add(host.Split('.')[0]);
        foreach (var card in NetworkInterface.GetAllNetworkInterfaces())
        {
            foreach (var address in card.GetIPProperties().UnicastAddresses)
            {
                _addresses.Add(address.Address);
            }
        }
    }

    /// <summary>A name that resolves to nothing is not this machine.</summary>
    public async Task<bool> IsMeantAsync(string address, CancellationToken cancellationToken)
    {
        if (_names.Contains(address))
        {
            return true;
        }

        if (IPAddress.TryParse(address, out var parsed))
        {
            return IPAddress.IsLoopback(parsed) || _addresses.Contains(parsed);
        }

        try
        {
            var resolved = await Dns.GetHostAddressesAsync(address, cancellationToken);
            return resolved.Any(candidate => IPAddress.IsLoopback(candidate) || _addresses.Contains(candidate));
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
