using System.Buffers.Binary;

namespace Tsuba.Journal;

/// <summary>
/// How a frame lies in a segment and on the wire to a follower, little-endian:
/// payload length (4 bytes), CRC-32C of everything else in the frame (4), sequence (8), type (1), zero (3), payload.
/// </summary>
public static class FrameFormat
{
    /// <summary>Bytes before the payload.</summary>
    public const int HeaderBytes = 20;

    /// <summary>No payload is longer; a length above it is damage.</summary>
    public const int MaxPayloadBytes = 64 * 1024 * 1024;

    /// <summary>Length of a frame with a payload of that length.</summary>
    public static int FrameBytes(int payloadBytes) => HeaderBytes + payloadBytes;

    /// <summary>Writes a frame to the start of <paramref name="target"/>.</summary>
    public static void Write(Span<byte> target, ulong sequence, byte type, ReadOnlySpan<byte> payload)
    {
        BinaryPrimitives.WriteInt32LittleEndian(target, payload.Length);
        BinaryPrimitives.WriteUInt64LittleEndian(target[8..], sequence);
        BinaryPrimitives.WriteUInt32LittleEndian(target[16..], type);
        payload.CopyTo(target[HeaderBytes..]);
        BinaryPrimitives.WriteUInt32LittleEndian(target[4..], ChecksumOf(target[..FrameBytes(payload.Length)]));
    }

    /// <summary>Reads the frame at the start of <paramref name="bytes"/>; false where it is cut short or damaged.</summary>
    public static bool TryRead(ReadOnlyMemory<byte> bytes, out JournalFrame frame)
    {
        frame = default;
        var span = bytes.Span;
        if (span.Length < HeaderBytes)
        {
            return false;
        }

        var length = BinaryPrimitives.ReadInt32LittleEndian(span);
        if (length is < 0 or > MaxPayloadBytes || span.Length - HeaderBytes < length)
        {
            return false;
        }

        var checksum = BinaryPrimitives.ReadUInt32LittleEndian(span[4..]);
        if (checksum != ChecksumOf(span[..FrameBytes(length)]))
        {
            return false;
        }

        var type = BinaryPrimitives.ReadUInt32LittleEndian(span[16..]);
        if (type > byte.MaxValue)
        {
            return false;
        }

        frame = new JournalFrame(
            BinaryPrimitives.ReadUInt64LittleEndian(span[8..]), (byte)type, checksum, bytes.Slice(HeaderBytes, length));
        return true;
    }

    /// <summary>All frames of a run of bytes, or null where any byte of it is damaged.</summary>
    public static List<JournalFrame>? ReadAll(ReadOnlyMemory<byte> bytes)
    {
        var frames = new List<JournalFrame>();
        while (!bytes.IsEmpty)
        {
            if (!TryRead(bytes, out var frame))
            {
                return null;
            }

            frames.Add(frame);
            bytes = bytes[FrameBytes(frame.Payload.Length)..];
        }

        return frames;
    }

    /// <summary>Payload length and sequence as the header states them, unchecked; for skipping over frames known to be good.</summary>
    internal static (int PayloadBytes, ulong Sequence) Peek(ReadOnlySpan<byte> header) =>
        (BinaryPrimitives.ReadInt32LittleEndian(header), BinaryPrimitives.ReadUInt64LittleEndian(header[8..]));

    private static uint ChecksumOf(ReadOnlySpan<byte> frame)
    {
        var checksum = Checksum.Add(Checksum.Start, frame[..4]);
        return ~Checksum.Add(checksum, frame[8..]);
    }
}
