using System.Net;
using System.Net.NetworkInformation;
using System.Net.Sockets;

namespace Tsuba.Cli.Sites;

/// <summary>Which address of this machine, if any, an address in a configuration means.</summary>
internal sealed class LocalMachine
{
    private readonly HashSet<IPAddress> _addresses = [];

    /// <summary>Looks at the interfaces of the machine once.</summary>
    public LocalMachine()
    {
        foreach (var card in NetworkInterface.GetAllNetworkInterfaces())
        {
            foreach (var address in card.GetIPProperties().UnicastAddresses)
            {
                _addresses.Add(address.Address);
            }
        }
    }

    /// <summary>
    /// The address that others come to who take a name or address from the configuration; null: it is not of this machine. A name that
    /// resolves to nothing is not.
    /// </summary>
    public async Task<IPAddress?> FindAsync(string address, CancellationToken cancellationToken)
    {
        if (address.Equals("localhost", StringComparison.OrdinalIgnoreCase))
        {
            return IPAddress.Loopback;
        }

        if (IPAddress.TryParse(address, out var parsed))
        {
            return IsLocal(parsed) ? parsed : null;
        }

        try
        {
            var resolved = await Dns.GetHostAddressesAsync(address, cancellationToken);
            return Array.Find(resolved, IsLocal) ?? (IsOwnName(address) ? IPAddress.Loopback : null);
        }
        catch (SocketException)
        {
            return IsOwnName(address) ? IPAddress.Loopback : null;
        }
    }

    private static bool IsOwnName(string address)
    {
        var host = Dns.GetHostName();
        return address.Equals(host, StringComparison.OrdinalIgnoreCase) || address.Equals(host.Split('.')[0], StringComparison.OrdinalIgnoreCase);
    }

    private bool IsLocal(IPAddress address) => IPAddress.IsLoopback(address) || _addresses.Contains(address);
}
