using System.Runtime.InteropServices;
using Tsuba.Journal.Files;

namespace Tsuba.Testing.Disks;

/// <summary>An open file of the fake disk; stays usable after its name is gone, as on Linux.</summary>
internal sealed class FakeHandle : IJournalFile
{
    private readonly FakeFile _file;
    private bool _closed;

    public FakeHandle(FakeFile file)
    {
        _file = file;
    }

    public long Length
    {
        get
        {
            lock (_file)
            {
                return _file.Cached.Count;
            }
        }
    }

    public int Read(long offset, Span<byte> buffer)
    {
        ObjectDisposedException.ThrowIf(_closed, this);
        lock (_file)
        {
            if (offset >= _file.Cached.Count)
            {
                return 0;
            }

            var count = (int)Math.Min(buffer.Length, _file.Cached.Count - offset);
            CollectionsMarshal.AsSpan(_file.Cached).Slice((int)offset, count).CopyTo(buffer);
            return count;
        }
    }

    public void Write(long offset, ReadOnlySpan<byte> bytes)
    {
        ObjectDisposedException.ThrowIf(_closed, this);
        _file.Disk.BeforeGrowth(Math.Max(0, offset + bytes.Length - Length));
        lock (_file)
        {
            if (_file.Cached.Count < offset + bytes.Length)
            {
                CollectionsMarshal.SetCount(_file.Cached, (int)offset + bytes.Length);
            }

            bytes.CopyTo(CollectionsMarshal.AsSpan(_file.Cached)[(int)offset..]);
            _file.Dirty(offset);
        }
    }

    public void Truncate(long length)
    {
        lock (_file)
        {
            _file.Cut(length);
        }
    }

    public void Flush()
    {
        _file.Disk.BeforeFlush(_file);
        lock (_file)
        {
            _file.Flush();
        }
    }

    public void Dispose() => _closed = true;
}
