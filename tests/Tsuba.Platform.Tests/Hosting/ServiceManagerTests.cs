using System.Net.Sockets;
using System.Text;
using Tsuba.Hosting.Lifecycle;

namespace Tsuba.Platform.Tests.Hosting;

public sealed class ServiceManagerTests
{
    private const int Process = 42;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Ready_SocketOfEitherKind_GetsOneDatagram(bool isAbstract)
    {
        var path = Path.Combine(Directory.CreateTempSubdirectory("tsuba-notify-").FullName, "socket");
        using var socket = new Socket(AddressFamily.Unix, SocketType.Dgram, ProtocolType.Unspecified) { ReceiveTimeout = 20_000 };
        socket.Bind(new UnixDomainSocketEndPoint(isAbstract ? '\0' + path : path));
        var manager = ServiceManager.Of(name => name == "NOTIFY_SOCKET" ? (isAbstract ? '@' + path : path) : null, Process);

        Assert.True(manager.Ready());
        Assert.True(manager.Alive());
        Assert.True(manager.Stopping());

        Assert.Equal("READY=1\nSTATUS=running\n", Receive(socket));
        Assert.Equal("WATCHDOG=1\n", Receive(socket));
        Assert.Equal("STOPPING=1\nSTATUS=stopping\n", Receive(socket));
        Directory.Delete(Path.GetDirectoryName(path)!, recursive: true);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("relative")]
    [InlineData("@")]
    [InlineData("/nobody/listens/here")]
    public void Ready_NobodyListens_IsNoFault(string? socket) =>
        Assert.False(ServiceManager.Of(name => name == "NOTIFY_SOCKET" ? socket : null, Process).Ready());

    [Theory]
    [InlineData("30000000", null, 15_000)]
    [InlineData("30000000", "42", 15_000)]
    [InlineData("30000000", "43", null)]
    [InlineData("0", null, null)]
    [InlineData("soon", null, null)]
    [InlineData(null, null, null)]
    public void WatchdogPeriod_IsHalfOfWhatIsAllowedToThisProcess(string? microseconds, string? process, int? milliseconds)
    {
        var manager = ServiceManager.Of(
            name => name switch
            {
                "NOTIFY_SOCKET" => "/run/notify",
                "WATCHDOG_USEC" => microseconds,
                "WATCHDOG_PID" => process,
                _ => null,
            },
            Process);

        Assert.Equal(milliseconds, (int?)manager.WatchdogPeriod?.TotalMilliseconds);
    }

    private static string Receive(Socket socket)
    {
        var buffer = new byte[256];
        return Encoding.ASCII.GetString(buffer, 0, socket.Receive(buffer));
    }
}
