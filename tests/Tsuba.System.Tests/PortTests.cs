using System.Globalization;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using Tsuba.System.Tests.Sites;

namespace Tsuba.System.Tests;

/// <summary>The seven daemon ports take only certificates of the site.</summary>
public sealed class PortTests
{
    [Fact]
    public async Task DaemonPorts_ClientWithoutCertificate_IsRefusedByAllSeven()
    {
        await using var site = await RunningSite.StartAsync(PassiveSite.Text(1, 1));

        foreach (var port in new[] { 7765, 7768, 7769, 7770, 7771, 7772, 7773 })
        {
            Assert.True(await IsRefusedAsync(port + site.Offset), string.Create(CultureInfo.InvariantCulture, $"port {port} answered a stranger\n{site.Output}"));
        }

        Assert.Contains("scheduler", await site.RunVerbAsync("status"), StringComparison.Ordinal);
    }

    private static async Task<bool> IsRefusedAsync(int port)
    {
        using var client = new TcpClient();
        await client.ConnectAsync("127.0.0.1", port);
#pragma warning disable CA5359 // The stranger takes any server; what matters is that the server does not take it.
        using var stream = new SslStream(client.GetStream(), leaveInnerStreamOpen: false, (_, _, _, _) => true);
#pragma warning restore CA5359
        try
        {
            await stream.AuthenticateAsClientAsync("localhost");
            await stream.WriteAsync("GET /health HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"u8.ToArray());
            return await stream.ReadAsync(new byte[1]) == 0;
        }
        catch (Exception exception) when (exception is IOException or AuthenticationException)
        {
            return true;
        }
    }
}
