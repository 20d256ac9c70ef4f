using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Threading.Channels;

namespace Tsuba.System.Tests.Sites.Faults;

/// <summary>
/// A TCP proxy on a port of its own that delays, slows, breaks and cuts what passes. Pieces of a connection keep their order, as TCP
/// promises; chance comes from a seed.
/// </summary>
internal sealed class FaultProxy : IAsyncDisposable
{
    private const int PieceBytes = 16 * 1024;
    private const int PiecesUnderWay = 256;
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(20);

    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly Func<IPEndPoint> _target;
    private readonly Random _random;
    private readonly CancellationTokenSource _stop = new();
    private readonly ConcurrentDictionary<Task, byte> _connections = new();
    private readonly Task _accepting;
    private long _bytes;
    private LinkFault _fault = LinkFault.None;

    /// <summary>Listens at once.</summary>
    /// <param name="target">Where connections lead; asked for each.</param>
    /// <param name="seed">Of the delays and breaks.</param>
    public FaultProxy(Func<IPEndPoint> target, int seed)
    {
        _target = target;
        _random = new Random(seed);
        _listener.Start();
        _accepting = AcceptAsync();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary>Bytes that passed.</summary>
    public long Bytes => Interlocked.Read(ref _bytes);

    /// <summary>What is wrong from now on; connections that are open feel it too.</summary>
    public LinkFault Fault
    {
        get => Volatile.Read(ref _fault);
        set => Volatile.Write(ref _fault, value);
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Stop();
        await _accepting;
        await Task.WhenAll(_connections.Keys);
        _stop.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                var client = await _listener.AcceptSocketAsync(_stop.Token);
                var connection = ServeAsync(client);
                _connections.TryAdd(connection, 0);
                _ = connection.ContinueWith(ended => _connections.TryRemove(ended, out _), TaskScheduler.Default);
            }
        }
        catch (Exception exception) when (exception is OperationCanceledException or SocketException)
        {
            // The end of the proxy.
            return;
        }
    }

    private async Task ServeAsync(Socket client)
    {
        using var server = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        using var end = CancellationTokenSource.CreateLinkedTokenSource(_stop.Token);
        try
        {
            client.NoDelay = server.NoDelay = true;
            await WhileCutAsync(end.Token);
            await server.ConnectAsync(_target(), end.Token);
            var first = await Task.WhenAny(PassAsync(client, server, end.Token), PassAsync(server, client, end.Token));
            await first;
        }
        catch (Exception exception) when (exception is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            // Whoever is left sees the connection break, which is what a proxy can say.
            client.LingerState = new LingerOption(true, 0);
        }
        finally
        {
            await end.CancelAsync();
            client.Dispose();
        }
    }

    private async Task PassAsync(Socket from, Socket to, CancellationToken stop)
    {
        var pieces = Channel.CreateBounded<(long Due, byte[] Bytes)>(PiecesUnderWay);
        var writing = WriteAsync(pieces.Reader, to, stop);
        var buffer = new byte[PieceBytes];
        int read;
        while ((read = await from.ReceiveAsync(buffer, stop)) > 0)
        {
            var fault = Fault;
            double chance, share;
            lock (_random)
            {
                (chance, share) = (_random.NextDouble(), _random.NextDouble());
            }

            if (chance < fault.BreakChance)
            {
                throw new SocketException((int)SocketError.ConnectionReset);
            }

            var delay = fault.Delay + (share * fault.Jitter);
            await pieces.Writer.WriteAsync((Environment.TickCount64 + (long)delay.TotalMilliseconds, buffer[..read]), stop);
        }

        pieces.Writer.Complete();
        await writing;
    }

    private async Task WriteAsync(ChannelReader<(long Due, byte[] Bytes)> pieces, Socket to, CancellationToken stop)
    {
        await foreach (var (due, bytes) in pieces.ReadAllAsync(stop))
        {
            var wait = due - Environment.TickCount64;
            if (wait > 0)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(wait), stop);
            }

            await WhileCutAsync(stop);
            if (Fault.BytesPerSecond is > 0 and var rate)
            {
                await Task.Delay(TimeSpan.FromSeconds((double)bytes.Length / rate), stop);
            }

            await to.SendAsync(bytes, stop);
            Interlocked.Add(ref _bytes, bytes.Length);
        }

        to.Shutdown(SocketShutdown.Send);
    }

    private async Task WhileCutAsync(CancellationToken stop)
    {
        while (Fault.IsCut)
        {
            await Task.Delay(Look, stop);
        }
    }
}
