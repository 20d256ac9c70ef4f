using Tsuba.Journal.Segments;

namespace Tsuba.Journal;

/// <summary>Frames between append and flush: one write, one flush, one segment.</summary>
internal sealed class PendingBatch
{
    private byte[] _bytes;

    /// <param name="startsSegment">Whether a new segment begins with it.</param>
    /// <param name="stamp">That of the segment.</param>
    /// <param name="capacity">Bytes that it will probably hold; it grows past them.</param>
    public PendingBatch(bool startsSegment, SegmentStamp stamp, int capacity)
    {
        _bytes = new byte[capacity];
        StartsSegment = startsSegment;
        Stamp = stamp;
    }

    public bool StartsSegment { get; set; }

    public SegmentStamp Stamp { get; }

    public int Count { get; private set; }

    public List<(ulong Sequence, long Offset)> Frames { get; } = [];

    public ulong FirstSequence => Frames[0].Sequence;

    public ulong LastSequence => Frames[^1].Sequence;

    public ReadOnlySpan<byte> Bytes => _bytes.AsSpan(0, Count);

    /// <summary>Room behind the bytes so far; <see cref="Add"/> takes it.</summary>
    public Span<byte> Reserve(int length)
    {
        if (_bytes.Length - Count < length)
        {
            Array.Resize(ref _bytes, Math.Max(_bytes.Length * 2, Count + length));
        }

        return _bytes.AsSpan(Count, length);
    }

    public void Add(ulong sequence, int length)
    {
        Frames.Add((sequence, Count));
        Count += length;
    }
}
