namespace Tsuba.Journal.Segments;

/// <summary>
/// Where frames begin, one entry for every 16 KiB or more, so that a reader at any cursor skips little. Owned by its segment;
/// guarded by the journal's lock.
/// </summary>
internal sealed class SegmentIndex
{
    private const int Stride = 16 * 1024;

    private readonly List<(ulong Sequence, long Offset)> _entries = [];

    public void Add(ulong sequence, long offset)
    {
        if (_entries.Count == 0 || offset - _entries[^1].Offset >= Stride)
        {
            _entries.Add((sequence, offset));
        }
    }

    /// <summary>Offset of a frame that begins at or before the one with this sequence.</summary>
    public long Find(ulong sequence)
    {
        int low = 0, high = _entries.Count - 1;
        while (low < high)
        {
            var middle = (low + high + 1) >>> 1;
            if (_entries[middle].Sequence <= sequence)
            {
                low = middle;
            }
            else
            {
                high = middle - 1;
            }
        }

        return _entries.Count == 0 ? SegmentHeader.Bytes : _entries[low].Offset;
    }
}
