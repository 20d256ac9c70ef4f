using System.Net.Security;
using System.Net.Sockets;
using System.Text;
using Tsuba.Modules.Livestatus.Output;

namespace Tsuba.Modules.Livestatus.Server;

/// <summary>
/// One connection: reads a request, answers it, and goes on or closes. Answers come in the order of the requests.
/// Source: reference/livestatus.md 1 and 8.
/// </summary>
internal sealed class ClientConnection
{
    // An answer up to this size leaves in one write: a second small one would wait for the peer's delayed acknowledgement.
    private const int ChunkBytes = 256 * 1024;
    private const int MostDrained = 1024 * 1024;
    private static readonly TimeSpan DrainTime = TimeSpan.FromSeconds(1);

    private readonly PortServices _services;
    private readonly Stream _stream;
    private readonly Socket _socket;
    private readonly string _peer;

    public ClientConnection(PortServices services, Socket socket, Stream stream, string peer)
    {
        _services = services;
        _socket = socket;
        _stream = stream;
        _peer = peer;
    }

    /// <summary>Until the client goes, or is too slow. Throws what the connection throws.</summary>
    public async Task RunAsync(CancellationToken stop)
    {
        using var reader = new RequestReader(_stream, _services.Settings, _services.Time);
        while (true)
        {
            var block = await reader.ReadAsync(stop);
            if (block.Status != 200)
            {
                // Without the rest of the request nobody knows whether a fixed header was wanted.
                _services.Counters.Request(block.Status);
                await WriteAsync(AnswerWriter.WriteError(block.Status, block.Error, hasFixedHeader: false), stop);
                await CloseGentlyAsync(mayHoldMore: true, stop);
                return;
            }

            if (block.Lines.Count == 0 || !await ServeAsync(block, stop) || block.IsLast)
            {
                await CloseGentlyAsync(mayHoldMore: !block.IsLast, stop);
                return;
            }
        }
    }

    // Several commands, and a query behind them, may stand in one block.
    private async ValueTask<bool> ServeAsync(RequestBlock block, CancellationToken stop)
    {
        var lines = block.Lines;
        var first = 0;
        for (; first < lines.Count && CommandIntake.IsCommand(lines[first]); first++)
        {
            var refusal = await _services.Commands.TakeAsync(lines[first], _peer, stop);
            if (refusal.Length > 0)
            {
                await WriteAsync(Encoding.UTF8.GetBytes(refusal + "\n"), stop);
            }
        }

        // A command has no headers, but some clients send those of their queries with it: nothing may be answered to a command that was taken.
        while (first > 0 && first < lines.Count && IsHeader(lines[first]))
        {
            first++;
        }

        if (first == lines.Count)
        {
            return true;
        }

        var answer = await _services.Queries(first == 0 ? lines : [.. lines.Skip(first)], stop);
        _services.Counters.Request(answer.Status);
        try
        {
            await WriteAsync(answer.Body, stop);
        }
        finally
        {
            answer.Release();
        }

        return answer.KeepsAlive;
    }

    private static bool IsHeader(string line) => line.IndexOf(':', StringComparison.Ordinal) is > 0 and var colon && line[..colon].All(char.IsAsciiLetter);

    private async ValueTask WriteAsync(ReadOnlyMemory<byte> bytes, CancellationToken stop)
    {
        if (bytes.IsEmpty)
        {
            return;
        }

        if (!_services.Pending.TryAdd(bytes.Length))
        {
            throw new IOException("too many bytes wait for slow clients");
        }

        try
        {
            for (var from = 0; from < bytes.Length; from += ChunkBytes)
            {
                using var limit = CancellationTokenSource.CreateLinkedTokenSource(stop);
                await using var timer = _services.Time.CreateTimer(
                    static state => ((CancellationTokenSource)state!).Cancel(), limit, _services.Settings.WriteTimeout, Timeout.InfiniteTimeSpan);
                await _stream.WriteAsync(bytes.Slice(from, Math.Min(ChunkBytes, bytes.Length - from)), limit.Token);
            }
        }
        finally
        {
            _services.Pending.Remove(bytes.Length);
        }
    }

    // A socket that is closed with unread bytes resets the connection, and the client could lose the answer. The end of the answer is
    // sent first, so a client that reads to the end waits for nothing. TLS has an end of its own: without it the answer looks cut off.
    private async ValueTask CloseGentlyAsync(bool mayHoldMore, CancellationToken stop)
    {
        var secure = _stream as SslStream;
        if (secure is null && !mayHoldMore)
        {
            return;
        }

        using var limit = CancellationTokenSource.CreateLinkedTokenSource(stop);
        await using var timer = _services.Time.CreateTimer(
            static state => ((CancellationTokenSource)state!).Cancel(), limit, DrainTime, Timeout.InfiniteTimeSpan);
        if (secure is not null)
        {
            await secure.ShutdownAsync().WaitAsync(limit.Token);
        }

        if (!mayHoldMore)
        {
            return;
        }

        _socket.Shutdown(SocketShutdown.Send);
        var buffer = new byte[4096];
        var drained = 0;
        while (drained < MostDrained)
        {
            var count = await _socket.ReceiveAsync(buffer, limit.Token);
            if (count == 0)
            {
                return;
            }

            drained += count;
        }
    }
}
