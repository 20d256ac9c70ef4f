using Tsuba.Journal.Files;

namespace Tsuba.Journal.Segments;

/// <summary>What one segment file holds, found out at opening.</summary>
internal sealed class SegmentScan
{
    private SegmentScan(SegmentTail tail, Segment? segment, long bytes, ulong lastSeen)
    {
        Tail = tail;
        Segment = segment;
        Bytes = bytes;
        LastSeen = lastSeen;
    }

    public SegmentTail Tail { get; }

    /// <summary>The segment with its valid prefix; null where even the header cannot be read.</summary>
    public Segment? Segment { get; }

    /// <summary>Length of the file.</summary>
    public long Bytes { get; }

    /// <summary>Highest sequence of any valid frame, also behind damage.</summary>
    public ulong LastSeen { get; }

    public static SegmentScan Read(IJournalFiles files, string directory, string name, ulong first)
    {
        var file = files.Open(Path.Combine(directory, name));
        var content = new byte[file.Length];
        var length = file.Read(0, content);
        var bytes = content.AsMemory(0, length);
        if (!SegmentHeader.TryRead(bytes.Span, out var stated, out var previous, out var stamp) || stated != first)
        {
            file.Dispose();

            // A crash between creation and the first flush leaves a file that is short or full of zeros.
            var isUnfinished = length < SegmentHeader.Bytes || !bytes.Span.ContainsAnyExcept((byte)0);
            return new SegmentScan(isUnfinished ? SegmentTail.Torn : SegmentTail.Damaged, null, length, 0);
        }

        var segment = new Segment(name, first, previous, stamp, file);
        while (FrameFormat.TryRead(bytes[(int)segment.DurableBytes..], out var frame) && frame.Sequence == segment.Last + 1)
        {
            segment.Index.Add(frame.Sequence, segment.DurableBytes);
            segment.Last = frame.Sequence;
            segment.DurableBytes += FrameFormat.FrameBytes(frame.Payload.Length);
        }

        if (segment.DurableBytes == length)
        {
            return new SegmentScan(SegmentTail.Clean, segment, length, segment.Last);
        }

        var rest = bytes[(int)segment.DurableBytes..];
        var lastSeen = LastValidFrame(rest, segment.Last);
        var isDamaged = lastSeen > segment.Last || !IsUnfinished(rest.Span, segment.Last + 1);
        return new SegmentScan(isDamaged ? SegmentTail.Damaged : SegmentTail.Torn, segment, length, lastSeen);
    }

    // What a crash leaves of a write: less than was to be written, or a length that reached the disk before the data did, which reads as zeros: where they are less than
    // half of what is left, rather a loss is told that is none. A frame that is there to its last byte was written, and flushed as far as anyone can know; where it does not fit its
    // checksum, it is damaged.
    private static bool IsUnfinished(ReadOnlySpan<byte> rest, ulong next)
    {
        var zeros = rest.Length - 1 - rest.LastIndexOfAnyExcept((byte)0);
        if (rest.Length < FrameFormat.HeaderBytes || zeros * 2 >= rest.Length)
        {
            return true;
        }

        var (length, sequence) = FrameFormat.Peek(rest);
        return sequence == next && length is >= 0 and <= FrameFormat.MaxPayloadBytes && FrameFormat.FrameBytes(length) > rest.Length;
    }

    // A frame that is whole and comes later in the sequence proves that the bytes before it were once written and are now damaged.
    private static ulong LastValidFrame(ReadOnlyMemory<byte> rest, ulong last)
    {
        var highest = last;
        for (var offset = 1; offset + FrameFormat.HeaderBytes <= rest.Length;)
        {
            var (length, sequence) = FrameFormat.Peek(rest.Span[offset..]);
            var isPlausible = length is >= 0 and <= FrameFormat.MaxPayloadBytes
                && length <= rest.Length - offset - FrameFormat.HeaderBytes
                && sequence > last && sequence - last < 1UL << 32;
            if (isPlausible && FrameFormat.TryRead(rest[offset..], out var frame))
            {
                highest = Math.Max(highest, frame.Sequence);
                offset += FrameFormat.FrameBytes(length);
            }
            else
            {
                offset++;
            }
        }

        return highest;
    }
}
