using System.Net;
using System.Net.Sockets;
using System.Text;
using Tsuba.LiveState;
using Tsuba.Modules.Livestatus;
using Tsuba.Modules.Tests.Live;
using Tsuba.Modules.Tests.Passive;

namespace Tsuba.Modules.Tests.Livestatus;

/// <summary>A running module over the sample site, and clients for it.</summary>
internal sealed class LivestatusPortFixture : IAsyncDisposable
{
    private readonly ModuleFixture _module = new();
    private readonly CancellationTokenSource _stop = new();
    private readonly LivestatusModule _port;
    private Task _loop = Task.CompletedTask;

    private LivestatusPortFixture(LivestatusSettings settings)
    {
        SocketPath = Path.Combine(_module.Directory, "live");
        _port = new LivestatusModule(_module.Context(), Tables, () => History, RotateAsync, settings with { Port = 0, SocketPath = SocketPath });
    }

    public LiveTables Tables { get; } = SampleSite.Create();

    /// <summary>Whether a query waits for the next event.</summary>
    public bool HasWaiter => Tables.Changes.HasWaiter;

    public SampleHistory History { get; } = new();

    /// <summary>How often the log was rotated.</summary>
    public int Rotations { get; private set; }

    /// <summary>Whether there is a log that rotates.</summary>
    public bool HasLog { get; set; } = true;

    /// <summary>What the disk says to a rotation; null: nothing.</summary>
    public IOException? Fault { get; set; }

    public RecordingSink Sink => _module.Sink;

    public string SocketPath { get; }

    public IPEndPoint Address => _port.Address!;

    public static Task<LivestatusPortFixture> StartAsync() => StartAsync(new LivestatusSettings());

    public static async Task<LivestatusPortFixture> StartAsync(LivestatusSettings settings)
    {
        var fixture = new LivestatusPortFixture(settings);
        await fixture._port.StartAsync(CancellationToken.None);
        fixture._loop = fixture._port.RunAsync(fixture._stop.Token);
        return fixture;
    }

    public async Task<Socket> ConnectAsync()
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        await socket.ConnectAsync(Address);
        return socket;
    }

    public async Task<Socket> ConnectUnixAsync()
    {
        var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        await socket.ConnectAsync(new UnixDomainSocketEndPoint(SocketPath));
        return socket;
    }

    /// <summary>Sends, closes the own side, and reads to the end.</summary>
    public async Task<string> AskAsync(string request)
    {
        using var socket = await ConnectAsync();
        await SendAsync(socket, request);
        socket.Shutdown(SocketShutdown.Send);
        return await ReadToEndAsync(socket);
    }

    public static async Task SendAsync(Socket socket, string text) => await socket.SendAsync(Encoding.UTF8.GetBytes(text));

    public static async Task<string> ReadToEndAsync(Socket socket)
    {
        // No NetworkStream: it refuses a socket whose own side is closed.
        var bytes = new MemoryStream();
        var buffer = new byte[64 * 1024];
        for (int count; (count = await socket.ReceiveAsync(buffer)) > 0;)
        {
            bytes.Write(buffer, 0, count);
        }

        return Encoding.UTF8.GetString(bytes.ToArray());
    }

    /// <summary>Reads one answer by its fixed header.</summary>
    public static async Task<(int Status, string Body)> ReadAnswerAsync(Socket socket)
    {
        var header = Encoding.ASCII.GetString(await ReadExactlyAsync(socket, 16));
        var length = int.Parse(header[4..15].Trim(), System.Globalization.CultureInfo.InvariantCulture);
        return (int.Parse(header[..3], System.Globalization.CultureInfo.InvariantCulture), Encoding.UTF8.GetString(await ReadExactlyAsync(socket, length)));
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _loop.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await _port.DisposeAsync();
        _stop.Dispose();
        _module.Dispose();
    }

    private ValueTask<bool> RotateAsync(CancellationToken cancellationToken)
    {
        Rotations += HasLog ? 1 : 0;
        return Fault is null ? ValueTask.FromResult(HasLog) : ValueTask.FromException<bool>(Fault);
    }

    private static async Task<byte[]> ReadExactlyAsync(Socket socket, int count)
    {
        var bytes = new byte[count];
        for (var at = 0; at < count;)
        {
            var read = await socket.ReceiveAsync(bytes.AsMemory(at));
            Assert.True(read > 0, "the connection ended in the middle of an answer");
            at += read;
        }

        return bytes;
    }
}
