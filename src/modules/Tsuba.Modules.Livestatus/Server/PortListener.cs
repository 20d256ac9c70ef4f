using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using Microsoft.Extensions.Logging;

namespace Tsuba.Modules.Livestatus.Server;

/// <summary>Listens on a TCP port or a Unix socket and starts a connection for each client.</summary>
internal sealed partial class PortListener : IDisposable
{
    private const int Backlog = 512;
    private static readonly TimeSpan AcceptPause = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan HandshakeTime = TimeSpan.FromSeconds(10);

    private readonly Socket _socket;
    private readonly PortServices _services;
    private readonly RunningTasks _running;
    private readonly Func<SslStreamCertificateContext>? _certificate;
    private readonly ILogger _log;

    private PortListener(Socket socket, PortServices services, RunningTasks running, Func<SslStreamCertificateContext>? certificate, ILogger log)
    {
        _socket = socket;
        _services = services;
        _running = running;
        _certificate = certificate;
        _log = log;
    }

    /// <summary>Where it listens.</summary>
    public EndPoint Address => _socket.LocalEndPoint ?? throw new InvalidOperationException("the socket is not bound");

    /// <summary>Opens a TCP port, with TLS where there is a certificate.</summary>
    public static PortListener Tcp(
        IPEndPoint address, PortServices services, RunningTasks running, Func<SslStreamCertificateContext>? certificate, ILogger log)
    {
        var socket = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        if (address.Address.Equals(IPAddress.IPv6Any))
        {
            socket.DualMode = true;
        }

        return Listen(socket, address, services, running, certificate, log);
    }

    /// <summary>Opens a Unix socket for the owner and the group. A file that a dead process left is replaced.</summary>
    /// <exception cref="IOException">The path is something else than a socket, or somebody listens there.</exception>
    public static PortListener Unix(string path, PortServices services, RunningTasks running, ILogger log)
    {
        Release(path);
        var listener = Listen(new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified), new UnixDomainSocketEndPoint(path), services, running, null, log);
        File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.GroupWrite);
        return listener;
    }

    /// <summary>Accepts until the stop.</summary>
    public async Task RunAsync(CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            try
            {
                var client = await _socket.AcceptAsync(stop);
                Start(client, stop);
            }
            catch (SocketException failure)
            {
                // No descriptors are left, or the client was gone before it was taken.
                LogAcceptFailed(Address, failure.SocketErrorCode);
                await Task.Delay(AcceptPause, _services.Time, stop);
            }
        }
    }

    public void Dispose() => _socket.Dispose();

    private static PortListener Listen(
        Socket socket, EndPoint address, PortServices services, RunningTasks running, Func<SslStreamCertificateContext>? certificate, ILogger log)
    {
        try
        {
            socket.Bind(address);
            socket.Listen(Backlog);
            return new PortListener(socket, services, running, certificate, log);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    private static void Release(string path)
    {
        if (!File.Exists(path))
        {
            return;
        }

        if (!File.GetAttributes(path).HasFlag(FileAttributes.Device) && new FileInfo(path).Length > 0)
        {
            throw new IOException($"{path} is a file, not a socket");
        }

        using var probe = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        try
        {
            probe.Connect(new UnixDomainSocketEndPoint(path));
        }
        catch (SocketException)
        {
            File.Delete(path);
            return;
        }

        throw new IOException($"somebody listens on {path} already");
    }

    private void Start(Socket client, CancellationToken stop)
    {
        var remote = client.RemoteEndPoint as IPEndPoint;
        if (remote is not null && !_services.Settings.AllowedHosts.Allows(remote.Address))
        {
            LogNotAllowed(remote.Address);
            Refuse(client);
        }
        else if (!_services.Counters.TryOpen(_services.Settings.MaxConnections))
        {
            Refuse(client);
        }
        else
        {
            _running.Start(() => ServeAsync(client, remote?.ToString() ?? "unix socket", stop));
        }
    }

    private void Refuse(Socket client)
    {
        _services.Counters.RefuseConnection();
        client.Dispose();
    }

    private async Task ServeAsync(Socket client, string peer, CancellationToken stop)
    {
        using var closing = client;
        try
        {
            if (client.AddressFamily != AddressFamily.Unix)
            {
                client.NoDelay = true;
            }

            await using var stream = await OpenAsync(client, stop);
            await new ClientConnection(_services, client, stream, peer).RunAsync(stop);
        }
        catch (Exception failure) when (failure is IOException or SocketException or OperationCanceledException or System.Security.Authentication.AuthenticationException)
        {
            if (!stop.IsCancellationRequested)
            {
                _services.Counters.CutOff();
                LogCutOff(peer, failure.Message);
            }
        }
        finally
        {
            _services.Counters.Close();
        }
    }

    private async Task<Stream> OpenAsync(Socket client, CancellationToken stop)
    {
        var plain = new NetworkStream(client, ownsSocket: false);
        if (_certificate is null)
        {
            return plain;
        }

        var secure = new SslStream(plain, leaveInnerStreamOpen: false);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(stop);
        await using var timer = _services.Time.CreateTimer(
            static state => ((CancellationTokenSource)state!).Cancel(), limit, HandshakeTime, Timeout.InfiniteTimeSpan);
        try
        {
            await secure.AuthenticateAsServerAsync(new SslServerAuthenticationOptions { ServerCertificateContext = _certificate() }, limit.Token);
            return secure;
        }
        catch
        {
            await secure.DisposeAsync();
            throw;
        }
    }

    [LoggerMessage(9405, LogLevel.Warning, "Livestatus: no connection could be accepted on {Address}: {Failure}")]
    private partial void LogAcceptFailed(EndPoint address, SocketError failure);

    [LoggerMessage(9406, LogLevel.Warning, "Livestatus: {Address} is not among allowed_hosts")]
    private partial void LogNotAllowed(IPAddress address);

    [LoggerMessage(9407, LogLevel.Debug, "Livestatus: connection of {Peer} ended: {Reason}")]
    private partial void LogCutOff(string peer, string reason);
}
