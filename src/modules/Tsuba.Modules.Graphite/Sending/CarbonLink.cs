using System.Net.Sockets;
using Tsuba.Journal.Spooling;
using Tsuba.Sinks;

namespace Tsuba.Modules.Graphite.Sending;

/// <summary>
/// One connection to carbon. The protocol has no answers, so a record counts as delivered some seconds after it was sent, if the connection
/// still stands; what is younger when it breaks is sent again, which is the same points once more.
/// </summary>
internal sealed class CarbonLink : ISinkConnection
{
    private readonly Socket _socket;
    private readonly TimeProvider _time;
    private readonly TimeSpan _patience;
    private readonly Queue<(ulong Sequence, long Sent)> _unconfirmed = new();
    private readonly Task<int> _end;
    private bool _isBroken;

    private CarbonLink(Socket socket, TimeProvider time, TimeSpan patience)
    {
        (_socket, _time, _patience) = (socket, time, patience);

        // Carbon says nothing; anything that comes is the end.
        _end = _socket.ReceiveAsync(new byte[1]);
    }

    /// <summary>Connects.</summary>
    /// <param name="settings">Where carbon is.</param>
    /// <param name="time">The clock.</param>
    /// <param name="patience">After how long what was sent counts as delivered.</param>
    /// <param name="cancellationToken">Stop.</param>
    /// <exception cref="SocketException">Carbon is not there.</exception>
    public static async Task<CarbonLink> ConnectAsync(GraphiteSettings settings, TimeProvider time, TimeSpan patience, CancellationToken cancellationToken)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(settings.Host, settings.Port, cancellationToken);
            return new CarbonLink(socket, time, patience);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    /// <inheritdoc />
    public bool IsOpen => !_isBroken && !_end.IsCompleted;

    /// <inheritdoc />
    public async Task SendAsync(IReadOnlyList<SpoolRecord> records, CancellationToken cancellationToken)
    {
        // Until everything is sent the connection may have been broken for long: nothing older is confirmed then.
        _isBroken = true;
        foreach (var record in records)
        {
            for (var rest = record.Content; rest.Length > 0;)
            {
                rest = rest[await _socket.SendAsync(rest, cancellationToken)..];
            }

            _unconfirmed.Enqueue((record.Sequence, _time.GetTimestamp()));
        }

        _isBroken = false;
    }

    /// <inheritdoc />
    public ulong TakeConfirmed()
    {
        var confirmed = 0UL;
        while (IsOpen && _unconfirmed.TryPeek(out var oldest) && _time.GetElapsedTime(oldest.Sent) >= _patience)
        {
            confirmed = _unconfirmed.Dequeue().Sequence;
        }

        return confirmed;
    }

    /// <inheritdoc />
    public ValueTask DisposeAsync()
    {
        _socket.Dispose();
        return ValueTask.CompletedTask;
    }
}
