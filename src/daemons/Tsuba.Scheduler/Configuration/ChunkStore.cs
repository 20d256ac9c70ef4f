using Google.Protobuf;
using Tsuba.Journal.Files;
using Tsuba.Protocol.Configuration;
using Tsuba.Protocol.Contracts;

namespace Tsuba.Scheduler.Configuration;

/// <summary>
/// Chunks of configurations as files that are named by their SHA-256, shared by all parts. A chunk is checked when it comes in
/// and again when it is read.
/// </summary>
internal sealed class ChunkStore
{
    private readonly IJournalFiles _files;
    private readonly string _directory;

    // Guards the set; files are written outside, and writing one twice does no harm.
    private readonly Lock _gate = new();
    private readonly HashSet<string> _known;

    public ChunkStore(IJournalFiles files, string directory)
    {
        _files = files;
        _directory = directory;
        files.CreateDirectory(directory);
        _known = [.. files.List(directory).Where(name => name.Length == 64)];
    }

    /// <summary>The chunks of a manifest that are not here, each once.</summary>
    public IReadOnlyList<ByteString> Missing(ConfigurationManifest manifest)
    {
        lock (_gate)
        {
            return [.. manifest.Chunks.Distinct().Where(hash => !_known.Contains(Name(hash)))];
        }
    }

    /// <summary>Takes chunks, durable on return; returns why not, or null.</summary>
    /// <exception cref="IOException">The disk refuses.</exception>
    public string? Put(IEnumerable<StoredChunk> chunks)
    {
        var added = new List<string>();
        foreach (var chunk in chunks)
        {
            if (!ConfigurationChunks.Hash(chunk.Content.Span).Equals(chunk.Hash))
            {
                return $"chunk {Convert.ToHexStringLower(chunk.Hash.Span)} has other content than its name says";
            }

            var name = Name(chunk.Hash);
            var path = Path.Combine(_directory, name);
            var temporary = $"{path}.{Environment.CurrentManagedThreadId}";
            _files.Delete(temporary);
            using (var file = _files.Open(temporary))
            {
                file.Write(0, chunk.Content.Span);
                file.Flush();
            }

            _files.Rename(temporary, path);
            added.Add(name);
        }

        _files.FlushDirectory(_directory);
        lock (_gate)
        {
            _known.UnionWith(added);
        }

        return null;
    }

    /// <summary>The content of a chunk; null where it is not here or no longer what its name says.</summary>
    public ByteString? Find(ByteString hash)
    {
        var name = Name(hash);
        lock (_gate)
        {
            if (!_known.Contains(name))
            {
                return null;
            }
        }

        using (var file = _files.Open(Path.Combine(_directory, name)))
        {
            var content = new byte[file.Length];
            if (file.Read(0, content) == content.Length && ConfigurationChunks.Hash(content).Equals(hash))
            {
                return UnsafeByteOperations.UnsafeWrap(content);
            }
        }

        // It counts as missing, so the arbiter's next offer brings it again.
        lock (_gate)
        {
            _known.Remove(name);
        }

        return null;
    }

    /// <summary>Removes every chunk that none of these manifests names; returns how many.</summary>
    public int KeepOnly(IEnumerable<ConfigurationManifest> manifests)
    {
        var wanted = manifests.SelectMany(manifest => manifest.Chunks).Select(Name).ToHashSet(StringComparer.Ordinal);
        List<string> unwanted;
        lock (_gate)
        {
            unwanted = [.. _known.Where(name => !wanted.Contains(name))];
            _known.ExceptWith(unwanted);
        }

        foreach (var name in unwanted)
        {
            _files.Delete(Path.Combine(_directory, name));
        }

        return unwanted.Count;
    }

    private static string Name(ByteString hash) => Convert.ToHexStringLower(hash.Span);
}
