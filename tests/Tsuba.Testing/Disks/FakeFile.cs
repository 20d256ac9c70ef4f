using System.Runtime.InteropServices;

namespace Tsuba.Testing.Disks;

/// <summary>A file of the fake disk: what readers see, and what a power cut leaves. A flush costs as much as was written since the last.</summary>
internal sealed class FakeFile
{
    private readonly List<byte> _durable = [];
    private int _dirtyFrom = int.MaxValue;
    private int _lostFrom = int.MaxValue;

    public FakeFile(FakeDisk disk)
    {
        Disk = disk;
    }

    public FakeDisk Disk { get; }

    public List<byte> Cached { get; } = [];

    public ReadOnlySpan<byte> Durable => CollectionsMarshal.AsSpan(_durable);

    /// <summary>A failed flush: the dirty pages are gone for the disk, yet readers still see them, until they are cut off.</summary>
    public void DropUnflushed() => _lostFrom = Math.Min(_lostFrom, _dirtyFrom);

    /// <summary>Bytes from an offset on are not what the disk has.</summary>
    public void Dirty(long offset) => _dirtyFrom = (int)Math.Min(_dirtyFrom, offset);

    /// <summary>Bytes from an offset on are gone, and with them what a failed flush had lost there.</summary>
    public void Cut(long offset)
    {
        CollectionsMarshal.SetCount(Cached, (int)offset);
        _lostFrom = offset <= _lostFrom ? int.MaxValue : _lostFrom;
        Dirty(offset);
    }

    /// <summary>Puts content on the disk.</summary>
    public void Place(ReadOnlySpan<byte> content)
    {
        Cached.Clear();
        Cached.AddRange(content);
        _durable.Clear();
        _durable.AddRange(content);
    }

    public void Flush()
    {
        if (_lostFrom < int.MaxValue || (_dirtyFrom == int.MaxValue && _durable.Count == Cached.Count))
        {
            return;
        }

        var from = Math.Min(_dirtyFrom, Math.Min(_durable.Count, Cached.Count));
        CollectionsMarshal.SetCount(_durable, Cached.Count);
        CollectionsMarshal.AsSpan(Cached)[from..].CopyTo(CollectionsMarshal.AsSpan(_durable)[from..]);
        _dirtyFrom = int.MaxValue;
    }
}
