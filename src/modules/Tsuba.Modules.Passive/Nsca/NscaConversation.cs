using System.Buffers.Binary;
using System.Net.Sockets;
using System.Security.Cryptography;

namespace Tsuba.Modules.Passive.Nsca;

/// <summary>One connection of a client: a start value is sent, then packets come until the client has no more. There are no answers.</summary>
internal sealed class NscaConversation : IDisposable
{
    private const int MostInABatch = 500;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly Socket _socket;
    private readonly NscaSettings _settings;
    private readonly TimeProvider _time;
    private readonly NscaCipher _cipher;
    private readonly byte[] _opening = new byte[NscaCipher.StartBytes + sizeof(uint)];
    private readonly byte[] _packet = new byte[NscaPacket.LongBytes];

    // How long the packets of this client are, once one was understood.
    private int _packetBytes;

    /// <param name="socket">The connection; belongs to the conversation from now on.</param>
    /// <param name="settings">The module's settings.</param>
    /// <param name="time">The clock.</param>
    public NscaConversation(Socket socket, NscaSettings settings, TimeProvider time)
    {
        (_socket, _settings, _time) = (socket, settings, time);
        var start = RandomNumberGenerator.GetBytes(NscaCipher.StartBytes);
        start.CopyTo(_opening, 0);
        BinaryPrimitives.WriteUInt32BigEndian(_opening.AsSpan(NscaCipher.StartBytes), (uint)time.GetUtcNow().ToUnixTimeSeconds());
        _cipher = new NscaCipher(settings, start);
    }

    /// <summary>Why the conversation ended early; null: the client ended it.</summary>
    public string? Refusal { get; private set; }

    /// <summary>Why results of the last <see cref="ReadAsync"/> were refused, one text for each; those around them are taken.</summary>
    public List<string> Refused { get; } = [];

    /// <summary>Sends the start value.</summary>
    public async Task OpenAsync(CancellationToken stop)
    {
        using var patience = new CancellationTokenSource(Patience, _time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(stop, patience.Token);
        await _socket.SendAsync(_opening, either.Token);
    }

    /// <summary>The commands of the packets that are there; null: the conversation is over.</summary>
    public async Task<List<string>?> ReadAsync(CancellationToken stop)
    {
        var lines = new List<string>();
        Refused.Clear();
        do
        {
            if (Refusal is not null || await ReadPacketAsync(stop) is not { } packet)
            {
                return lines.Count + Refused.Count > 0 ? lines : null;
            }

            Take(packet, lines);
        }
        while (lines.Count + Refused.Count < MostInABatch && _socket.Available >= _packetBytes);
        return lines;
    }

    /// <inheritdoc />
    public void Dispose()
    {
        _cipher.Dispose();
        _socket.Dispose();
    }

    private async Task<NscaPacket?> ReadPacketAsync(CancellationToken stop)
    {
        _cipher.BeginPacket();
        var first = _packetBytes == NscaPacket.LongBytes ? NscaPacket.LongBytes : NscaPacket.ShortBytes;
        var count = await FillAsync(0, first, stop);
        if (count == 0)
        {
            return null;
        }

        if (count == first && NscaPacket.TryRead(_packet.AsSpan(0, first), out var packet))
        {
            _packetBytes = first;
            return packet;
        }

        if (count == first && first == NscaPacket.ShortBytes && _packetBytes == 0
            && await FillAsync(first, NscaPacket.LongBytes, stop) == NscaPacket.LongBytes
            && NscaPacket.TryRead(_packet, out packet))
        {
            _packetBytes = NscaPacket.LongBytes;
            return packet;
        }

        Refusal = "what came is no NSCA packet of version 3: encryption_method or password may differ";
        return null;
    }

    // Reads up to a length; returns how far it came.
    private async Task<int> FillAsync(int from, int until, CancellationToken stop)
    {
        using var patience = new CancellationTokenSource(Patience, _time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(stop, patience.Token);
        var position = from;
        while (position < until && await _socket.ReceiveAsync(_packet.AsMemory(position, until - position), either.Token) is > 0 and var count)
        {
            position += count;
        }

        _cipher.Decrypt(_packet, from, position - from);
        return position;
    }

    private void Take(NscaPacket packet, List<string> lines)
    {
        var age = _time.GetUtcNow() - DateTimeOffset.FromUnixTimeSeconds(packet.UtcSeconds);
        var isTooOld = _settings.MaxAge > TimeSpan.Zero && (age > _settings.MaxAge || (_settings.ChecksFuture && age < -_settings.MaxAge));
        var encoded = PassiveResultLine.Of(packet.UtcSeconds, packet.Host, packet.Service, packet.ReturnCode, packet.Output);
        if (isTooOld)
        {
            Refused.Add(FormattableString.Invariant($"a packet of host '{packet.Host}' is {age.TotalSeconds:F0} s old, more than max_packet_age"));
        }
        else if (encoded.Line is { } line)
        {
            lines.Add(line);
        }
        else
        {
            Refused.Add(encoded.Refusal ?? "");
        }
    }
}
