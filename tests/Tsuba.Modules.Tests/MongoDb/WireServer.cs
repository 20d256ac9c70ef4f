using System.Buffers.Binary;
using System.Collections.Concurrent;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace Tsuba.Modules.Tests.MongoDb;

/// <summary>
/// Speaks MongoDB's wire protocol (OP_QUERY for the first greeting, OP_MSG with both kinds of sections) to the real driver, and keeps what is
/// written. Tests tell it to answer a command otherwise, to hang, or to die in the middle.
/// </summary>
internal sealed class WireServer : IAsyncDisposable
{
    private const int OpReply = 1;
    private const int OpQuery = 2004;
    private const int OpMsg = 2013;
    private const int HeaderBytes = 16;

    private readonly CancellationTokenSource _stop = new();
    private readonly ConcurrentBag<Task> _tasks = [];
    private readonly ConcurrentDictionary<Socket, bool> _clients = new();
    private readonly TcpListener _listener;
    private readonly X509Certificate2? _certificate;
    private int _failedHandshakes;

    public WireServer(int port = 0, X509Certificate2? certificate = null)
    {
        _certificate = certificate;
        _listener = new TcpListener(IPAddress.Loopback, port);
        _listener.Start();
        Port = ((IPEndPoint)_listener.LocalEndpoint).Port;
        _tasks.Add(AcceptAsync());
    }

    public int Port { get; }

    /// <summary>Clients that did not trust the certificate.</summary>
    public int FailedHandshakes => Volatile.Read(ref _failedHandshakes);

    public WireStore Store { get; init; } = new();

    /// <summary>What to do with a command instead; null: what a server does. It may throw <see cref="IOException"/> to die, or wait for ever.</summary>
    public Func<WireDocument, CancellationToken, Task<WireDocument?>> Instead { get; set; } = (_, _) => Task.FromResult<WireDocument?>(null);

    public string Uri => $"mongodb://127.0.0.1:{Port}/";

    /// <summary>All commands as they came.</summary>
    public ConcurrentQueue<WireDocument> Commands { get; } = new();

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Stop();
        foreach (var client in _clients.Keys)
        {
            client.Close(0);
        }

        await Task.WhenAll(_tasks);
        _stop.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                var client = await _listener.AcceptSocketAsync(_stop.Token);
                _clients[client] = true;
                _tasks.Add(ServeAsync(client));
            }
        }
        catch (Exception end) when (end is OperationCanceledException or SocketException)
        {
            // The test is over.
        }
    }

    private async Task ServeAsync(Socket client)
    {
        await using var network = new NetworkStream(client, ownsSocket: true);
        await using var secure = _certificate is null ? null : new SslStream(network);
        var isUsed = false;
        Stream stream = secure is null ? network : secure;
        try
        {
            await (secure?.AuthenticateAsServerAsync(new SslServerAuthenticationOptions { ServerCertificate = _certificate }, _stop.Token) ?? Task.CompletedTask);
            var header = new byte[HeaderBytes];
            while (true)
            {
                await stream.ReadExactlyAsync(header, _stop.Token);
                isUsed = true;
                var body = new byte[BinaryPrimitives.ReadInt32LittleEndian(header) - HeaderBytes];
                await stream.ReadExactlyAsync(body, _stop.Token);
                var isQuery = BinaryPrimitives.ReadInt32LittleEndian(header.AsSpan(12)) == OpQuery;
                var command = isQuery ? ReadQuery(body) : ReadMessage(body);
                Commands.Enqueue(command);
                var answer = await Instead(command, _stop.Token) ?? Store.Answer(command);
                await stream.WriteAsync(Frame(header, answer.ToBytes(), isQuery), _stop.Token);
            }
        }
        catch (Exception end) when (end is IOException or OperationCanceledException or ObjectDisposedException or SocketException or AuthenticationException)
        {
            if (secure is { IsAuthenticated: false } || !isUsed)
            {
                Interlocked.Increment(ref _failedHandshakes);
            }

            client.Close(0);
        }

        _clients.TryRemove(client, out _);
    }

    private static WireDocument ReadQuery(ReadOnlySpan<byte> body)
    {
        // Flags, name of the collection with its NUL, two numbers, the query.
        var rest = body[(4 + body[4..].IndexOf((byte)0) + 1 + 8)..];
        return WireDocument.Read(ref rest);
    }

    private static WireDocument ReadMessage(ReadOnlySpan<byte> body)
    {
        var rest = body[4..];
        var command = new WireDocument();
        var sequences = new WireDocument();
        while (!rest.IsEmpty)
        {
            var kind = rest[0];
            rest = rest[1..];
            if (kind == 0)
            {
                command = WireDocument.Read(ref rest);
                continue;
            }

            var section = rest[4..BinaryPrimitives.ReadInt32LittleEndian(rest)];
            rest = rest[(section.Length + 4)..];
            var end = section.IndexOf((byte)0);
            var name = Encoding.UTF8.GetString(section[..end]);
            section = section[(end + 1)..];
            var documents = new List<object?>();
            while (!section.IsEmpty)
            {
                documents.Add(WireDocument.Read(ref section));
            }

            sequences[name] = documents;
        }

        foreach (var (name, documents) in sequences)
        {
            command[name] = documents;
        }

        return command;
    }

    private static byte[] Frame(byte[] request, byte[] document, bool isQuery)
    {
        // An OP_REPLY has flags, cursor, position and the number of documents; an OP_MSG flags and the kind of its section.
        byte[] before = isQuery ? [.. new byte[16], 1, 0, 0, 0] : new byte[5];
        var frame = new byte[HeaderBytes + before.Length + document.Length];
        BinaryPrimitives.WriteInt32LittleEndian(frame, frame.Length);
        request.AsSpan(4, 4).CopyTo(frame.AsSpan(8));
        BinaryPrimitives.WriteInt32LittleEndian(frame.AsSpan(12), isQuery ? OpReply : OpMsg);
        before.CopyTo(frame, HeaderBytes);

        document.CopyTo(frame, HeaderBytes + before.Length);
        return frame;
    }
}
