using System.Net;
using System.Net.Sockets;

namespace Tsuba.System.Tests.Sites;

/// <summary>Port offsets at which nobody listens. Offsets of one test run are 100 apart.</summary>
internal static class FreePorts
{
    private static readonly int[] Ports = [7760, .. Enumerable.Range(7765, 9), .. Enumerable.Range(7778, 5)];

    // Below the ports that the system hands out to clients (32768 and up), where a start would fail now and then.
    private const int LeastOffset = 10_000;
    private const int MostOffset = 24_000;
    private static int _nextOffset = Environment.ProcessId % 130 * 100;

    public static int Offset()
    {
        while (true)
        {
            var offset = LeastOffset + (Interlocked.Add(ref _nextOffset, 100) % (MostOffset - LeastOffset));
            if (Ports.All(port => IsFree(port + offset)))
            {
                return offset;
            }
        }
    }

    private static bool IsFree(int port)
    {
        using var listener = new TcpListener(IPAddress.Loopback, port);
        try
        {
            listener.Start();
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
