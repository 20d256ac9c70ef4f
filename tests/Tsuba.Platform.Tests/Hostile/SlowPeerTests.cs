using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Tsuba.Hosting.Routing;
using Tsuba.Model.Items;
using Tsuba.Platform.Tests.Hosting;

namespace Tsuba.Platform.Tests.Hostile;

/// <summary>Who connects to a daemon's port and is no peer of it costs little, for a while, and is counted.</summary>
[Collection(AloneCollection.Name)]
public sealed class SlowPeerTests
{
    private const long MostGrowth = 32 * 1024 * 1024;
    private const int TooMany = 10;

    [Fact]
    public async Task ClientsThatDoNotShakeHands_AreCutAndCounted_FurtherOnesAreClosed_AndPeersAreServedAfterwards()
    {
        await using var site = new TemporarySite();
        var host = await site.StartAsync(DaemonRole.Scheduler, "scheduler-1", context => new ProbeDaemon(context));
        var clients = new List<Socket>();
        var before = GC.GetTotalMemory(forceFullCollection: true);
        for (var count = 0; count < DaemonPort.MostConnections + TooMany; count++)
        {
            var client = new Socket(SocketType.Stream, ProtocolType.Tcp);
            clients.Add(client);
            await client.ConnectAsync(IPAddress.Loopback, host.EndPoint.Port);
        }

        var growth = GC.GetTotalMemory(forceFullCollection: true) - before;
        foreach (var (index, client) in clients.Index())
        {
            // Half of them begin a handshake and go no further.
            await UntilEndAsync(client, index % 2 == 0 ? [0x16, 3, 1, 2, 0, 1] : []);
            client.Dispose();
        }

        Assert.InRange(growth, 0, MostGrowth);
        using var identity = site.Identity(DaemonRole.Monitor, "m");
        using var http = new HttpClient(new SocketsHttpHandler { SslOptions = identity.ClientOptions((_, certificate, _, _) => certificate is not null) });
        await ShowsAsync("too_many_connections", TooMany);
        await ShowsAsync("handshake", DaemonPort.MostConnections);

        // The server counts a little after it has closed.
        async Task ShowsAsync(string reason, int count)
        {
            using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(60));
            var line = string.Create(CultureInfo.InvariantCulture, $"tsuba_calls_refused_total{{reason=\"{reason}\"}} {count}\n");
            while (!(await http.GetStringAsync($"https://127.0.0.1:{host.EndPoint.Port}/metrics", deadline.Token)).Contains(line, StringComparison.Ordinal))
            {
                await Task.Delay(50, deadline.Token);
            }
        }
    }

    private static async Task UntilEndAsync(Socket client, byte[] said)
    {
        var buffer = new byte[64];
        try
        {
            await client.SendAsync(said);
            while (await client.ReceiveAsync(buffer) > 0)
            {
            }
        }
        catch (SocketException)
        {
            // Reset is an end too.
        }
    }
}
