using Tsuba.Journal.Files;

namespace Tsuba.Testing.Disks;

/// <summary>
/// A disk in memory that can lose what was not flushed, fill up, fail to flush, and rot. Like a real one it forgets new names
/// until their directory is flushed, and after a failed flush it drops the bytes and reports success the next time.
/// </summary>
public sealed class FakeDisk : IJournalFiles
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, FakeFile> _names = new(StringComparer.Ordinal);
    private Dictionary<string, FakeFile> _durableNames = new(StringComparer.Ordinal);
    private int _flushes;

    /// <summary>Bytes that fit; a write beyond fails like ENOSPC.</summary>
    public long Capacity { get; set; } = long.MaxValue;

    /// <summary>Given the number of the flush, from 1: whether it fails.</summary>
    public Func<int, bool> FailFlush { get; set; } = _ => false;

    /// <summary>Flushes so far.</summary>
    public int Flushes => _flushes;

    /// <summary>Paths of all files.</summary>
    public IReadOnlyList<string> Paths
    {
        get
        {
            lock (_gate)
            {
                return [.. _names.Keys.Order(StringComparer.Ordinal)];
            }
        }
    }

    /// <summary>Lets nothing more fit than is there now.</summary>
    public void Fill()
    {
        lock (_gate)
        {
            Capacity = Used;
        }
    }

    public void CreateDirectory(string directory)
    {
    }

    public IReadOnlyList<string> List(string directory)
    {
        lock (_gate)
        {
            return [.. _names.Keys
                .Where(path => path.Length > directory.Length + 1 && path[directory.Length] == '/'
                    && path.StartsWith(directory, StringComparison.Ordinal) && !path.AsSpan(directory.Length + 1).Contains('/'))
                .Select(path => Path.GetFileName(path))
                .Order(StringComparer.Ordinal)];
        }
    }

    public IJournalFile Open(string path)
    {
        lock (_gate)
        {
            if (!_names.TryGetValue(path, out var file))
            {
                file = new FakeFile(this);
                _names[path] = file;
            }

            return new FakeHandle(file);
        }
    }

    public void Rename(string from, string to)
    {
        lock (_gate)
        {
            _names[to] = _names[from];
            _names.Remove(from);
        }
    }

    public void Delete(string path)
    {
        lock (_gate)
        {
            _names.Remove(path);
        }
    }

    public void FlushDirectory(string directory)
    {
        BeforeFlush(null);
        lock (_gate)
        {
            _durableNames = new Dictionary<string, FakeFile>(_names, StringComparer.Ordinal);
        }
    }

    /// <summary>The bytes of a file as a reader sees them now.</summary>
    public byte[] Content(string path)
    {
        lock (_gate)
        {
            return [.. _names[path].Cached];
        }
    }

    /// <summary>Replaces the bytes of a file, durably: damage that no program did.</summary>
    public void Replace(string path, byte[] content)
    {
        lock (_gate)
        {
            var file = new FakeFile(this);
            file.Place(content);
            _names[path] = file;
            _durableNames[path] = file;
        }
    }

    /// <summary>The disk after a power cut: what was flushed is there; of the rest a random part, cut at any byte.</summary>
    public FakeDisk Crash(Random random)
    {
        var after = new FakeDisk();
        lock (_gate)
        {
            var names = random.Next(2) == 0 ? _durableNames : Merge(_durableNames, _names, random);
            foreach (var (path, file) in names)
            {
                after.Replace(path, Torn(file, random));
            }
        }

        return after;
    }

    internal void BeforeFlush(FakeFile? file)
    {
        var number = Interlocked.Increment(ref _flushes);
        if (FailFlush(number))
        {
            lock (_gate)
            {
                file?.DropUnflushed();
            }

            throw new IOException("fdatasync failed: error 5 (injected)");
        }
    }

    internal void BeforeGrowth(long bytes)
    {
        if (Capacity == long.MaxValue)
        {
            return;
        }

        lock (_gate)
        {
            if (Used + bytes > Capacity)
            {
                throw new IOException("No space left on device (injected)");
            }
        }
    }

    private long Used => _names.Values.Distinct().Sum(file => (long)file.Cached.Count);

    private static Dictionary<string, FakeFile> Merge(
        Dictionary<string, FakeFile> durable, Dictionary<string, FakeFile> current, Random random)
    {
        var merged = new Dictionary<string, FakeFile>(durable, StringComparer.Ordinal);
        foreach (var (path, file) in current)
        {
            if (random.Next(2) == 0)
            {
                merged[path] = file;
            }
        }

        return merged;
    }

    private static byte[] Torn(FakeFile file, Random random)
    {
        var durable = file.Durable;
        if (file.Cached.Count <= durable.Length)
        {
            return durable.ToArray();
        }

        var kept = file.Cached.GetRange(0, durable.Length + random.Next(file.Cached.Count - durable.Length + 1)).ToArray();
        if (random.Next(3) == 0)
        {
            // The length reached the disk before the data did.
            Array.Clear(kept, durable.Length + ((kept.Length - durable.Length) / 2), (kept.Length - durable.Length + 1) / 2);
        }

        return kept;
    }
}
