using System.Net;
using System.Net.Sockets;

namespace Tsuba.Testing.Transport;

/// <summary>Ports of the loopback for programs that cannot be given port 0.</summary>
public static class LoopbackPorts
{
    /// <summary>A port at which nobody listens now; somebody else may take it before the program does.</summary>
    public static int Free()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
