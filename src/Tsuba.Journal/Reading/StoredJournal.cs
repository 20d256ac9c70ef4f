using Tsuba.Journal.Files;
using Tsuba.Journal.Segments;

namespace Tsuba.Journal.Reading;

/// <summary>
/// The frames of a journal as its files have them, read by somebody who does not own it: the owner may append, start segments and move
/// old ones from one directory to the other meanwhile. One segment is in memory at a time.
/// </summary>
public sealed class StoredJournal
{
    private const int MaxLooks = 5;

    private readonly IJournalFiles _files;
    private readonly string[] _directories;

    /// <summary>A journal whose segments lie in these directories.</summary>
    public StoredJournal(IJournalFiles files, params string[] directories)
    {
        _files = files;
        _directories = directories;
    }

    /// <summary>The first frame of the oldest segment; 0: there is none.</summary>
    public ulong FirstSequence => List().Select(segment => segment.First).FirstOrDefault();

    /// <summary>Every segment, oldest first.</summary>
    public IReadOnlyList<StoredSegment> List()
    {
        var found = new SortedDictionary<ulong, StoredSegment>();
        foreach (var directory in _directories)
        {
            foreach (var name in _files.List(directory))
            {
                if (SegmentHeader.TryParseFileName(name, out var first))
                {
                    found[first] = new StoredSegment(Path.Combine(directory, name), first);
                }
            }
        }

        return [.. found.Values];
    }

    /// <summary>
    /// Whole frames from a sequence on, in order. Numbers that were left out behind damage are passed over; what is torn or damaged at the
    /// end of a segment is not read.
    /// </summary>
    /// <exception cref="IOException">A file cannot be read.</exception>
    public IEnumerable<JournalFrame> Read(ulong from)
    {
        var looks = 0;
        var next = from;
        while (Containing(next) is { } segment)
        {
            byte[] content;
            try
            {
                content = Content(segment);
            }
            catch (FileNotFoundException) when (++looks < MaxLooks)
            {
                // Its owner moved it between the two looks.
                continue;
            }

            var before = next;
            foreach (var frame in Frames(content, segment.First))
            {
                if (frame.Sequence >= next)
                {
                    yield return frame;
                    next = frame.Sequence + 1;
                }
            }

            if (List().FirstOrDefault(other => other.First > segment.First) is not { } following)
            {
                yield break;
            }

            // A gap: either the segment grew since it was read, so it is read once more, or the numbers were left out.
            looks = next > before ? 0 : looks + 1;
            if (following.First > next && next == before)
            {
                next = following.First;
            }
        }
    }

    /// <summary>The highest semantics version that a segment was written under, from their headers alone; 0: none says one.</summary>
    /// <exception cref="IOException">A file cannot be read.</exception>
    public uint SemanticsVersion()
    {
        var highest = 0U;
        var header = new byte[SegmentHeader.Bytes];
        foreach (var segment in List())
        {
            using var file = _files.Open(segment.Path);
            if (file.Read(0, header) == header.Length && SegmentHeader.TryRead(header, out _, out _, out var stamp))
            {
                highest = Math.Max(highest, stamp.SemanticsVersion);
            }
        }

        return highest;
    }

    /// <summary>The first frame of a segment, or null where there is none yet.</summary>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public JournalFrame? First(StoredSegment segment)
    {
        ArgumentNullException.ThrowIfNull(segment);
        using var file = _files.Open(segment.Path);
        var header = new byte[FrameFormat.HeaderBytes];
        if (file.Read(SegmentHeader.Bytes, header) < header.Length || FrameFormat.Peek(header).PayloadBytes is < 0 or > FrameFormat.MaxPayloadBytes)
        {
            return null;
        }

        var content = new byte[FrameFormat.FrameBytes(FrameFormat.Peek(header).PayloadBytes)];
        return file.Read(SegmentHeader.Bytes, content) == content.Length && FrameFormat.TryRead(content, out var frame) ? frame : null;
    }

    // The segment that holds a frame or would; the oldest where all begin behind it.
    private StoredSegment? Containing(ulong sequence)
    {
        var segments = List();
        var position = segments.Count - 1;
        while (position > 0 && segments[position].First > sequence)
        {
            position--;
        }

        return position < 0 ? null : segments[position];
    }

    private byte[] Content(StoredSegment segment)
    {
        using var file = _files.Open(segment.Path);
        var content = new byte[file.Length];
        var length = file.Read(0, content);
        return length == content.Length ? content : content[..length];
    }

    private static IEnumerable<JournalFrame> Frames(byte[] content, ulong first)
    {
        if (!SegmentHeader.TryRead(content, out var stated, out _, out _) || stated != first)
        {
            yield break;
        }

        var offset = SegmentHeader.Bytes;
        while (FrameFormat.TryRead(content.AsMemory(offset), out var frame) && frame.Sequence == first)
        {
            yield return frame;
            first++;
            offset += FrameFormat.FrameBytes(frame.Payload.Length);
        }
    }
}
