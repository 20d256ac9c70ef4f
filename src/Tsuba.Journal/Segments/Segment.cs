using Tsuba.Journal.Files;

namespace Tsuba.Journal.Segments;

/// <summary>One file of a journal. Its members change under the journal's lock; the file is written by the committing thread only.</summary>
internal sealed class Segment : IDisposable
{
    public Segment(string name, ulong first, ulong previous, SegmentStamp stamp, IJournalFile file)
    {
        Name = name;
        First = first;
        Previous = previous;
        Stamp = stamp;
        File = file;
        Last = first - 1;
        DurableBytes = SegmentHeader.Bytes;
    }

    public string Name { get; }

    public ulong First { get; }

    /// <summary>Last frame of the segment before this one.</summary>
    public ulong Previous { get; }

    public SegmentStamp Stamp { get; }

    public IJournalFile File { get; }

    public SegmentIndex Index { get; } = new();

    /// <summary>Sequence of the last durable frame; <c>First - 1</c>: none.</summary>
    public ulong Last { get; set; }

    /// <summary>Where the next frame goes: behind the last durable one.</summary>
    public long DurableBytes { get; set; }

    public void Dispose() => File.Dispose();
}
