using System.Buffers;
using Tsuba.Journal.Segments;

namespace Tsuba.Journal;

/// <content>The readers' side.</content>
public sealed partial class SegmentedJournal
{
    /// <summary>Frames from a cursor on, up to the durable mark: at least one where there is one, else as many as fit.</summary>
    public JournalRead Read(ulong cursor, int maxBytes)
    {
        Segment segment;
        long offset, end;
        lock (_gate)
        {
            if (cursor > _durable)
            {
                return new JournalRead(TooOld: false, ReadOnlyMemory<byte>.Empty, cursor);
            }

            var position = _segments.FindLastIndex(candidate => candidate.First <= cursor);
            if (position < 0)
            {
                return new JournalRead(TooOld: true, ReadOnlyMemory<byte>.Empty, cursor);
            }

            segment = _segments[position];
            if (cursor > segment.Last)
            {
                // Numbers that were left out behind damage.
                position = _segments.FindIndex(candidate => candidate.First > cursor && candidate.Last >= candidate.First);
                if (position < 0)
                {
                    return new JournalRead(TooOld: false, ReadOnlyMemory<byte>.Empty, _durable + 1);
                }

                segment = _segments[position];
                cursor = segment.First;
            }

            offset = segment.Index.Find(cursor);
            end = segment.DurableBytes;
        }

        try
        {
            return ReadFrom(segment, offset, end, cursor, maxBytes);
        }
        catch (ObjectDisposedException)
        {
            // The segment was dropped between the look-up and the read.
            return new JournalRead(TooOld: true, ReadOnlyMemory<byte>.Empty, cursor);
        }
    }

    private static JournalRead ReadFrom(Segment segment, long offset, long end, ulong cursor, int maxBytes)
    {
        Span<byte> header = stackalloc byte[FrameFormat.HeaderBytes];
        var skip = ArrayPool<byte>.Shared.Rent(32 * 1024);
        try
        {
            offset = Skip(segment, offset, end, cursor, skip);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(skip);
        }

        if (segment.File.Read(offset, header) < header.Length)
        {
            throw new IOException($"frame {cursor} is no longer in {segment.Name}");
        }

        var atLeast = FrameFormat.FrameBytes(FrameFormat.Peek(header).PayloadBytes);
        var content = new byte[Math.Min(end - offset, Math.Max(atLeast, maxBytes))];
        var length = segment.File.Read(offset, content);
        var taken = 0;
        var next = cursor;
        while (taken < length && FrameFormat.TryRead(content.AsMemory(taken, length - taken), out var frame) && frame.Sequence == next)
        {
            taken += FrameFormat.FrameBytes(frame.Payload.Length);
            next++;
        }

        return next == cursor
            ? throw new IOException($"frame {cursor} in {segment.Name} is damaged")
            : new JournalRead(TooOld: false, content.AsMemory(0, taken), next);
    }

    // The index leads to a frame near the wanted one; the headers from there on lead to it.
    private static long Skip(Segment segment, long offset, long end, ulong cursor, byte[] buffer)
    {
        var start = offset;
        var filled = 0;
        while (offset < end)
        {
            if (offset + FrameFormat.HeaderBytes > start + filled)
            {
                start = offset;
                filled = segment.File.Read(start, buffer.AsSpan(0, (int)Math.Min(buffer.Length, end - start)));
                if (filled < FrameFormat.HeaderBytes)
                {
                    break;
                }
            }

            var (length, sequence) = FrameFormat.Peek(buffer.AsSpan((int)(offset - start)));
            if (sequence >= cursor)
            {
                return offset;
            }

            if (length is < 0 or > FrameFormat.MaxPayloadBytes)
            {
                break;
            }

            offset += FrameFormat.FrameBytes(length);
        }

        throw new IOException($"frame {cursor} is not to be found in {segment.Name}");
    }
}
