using System.Collections.Immutable;
using Tsuba.Model.Sources;
using Tsuba.Protocol.Contracts;

namespace Tsuba.Arbiter.Loading;

/// <summary>Files as the synchronizer sent them, under their own paths.</summary>
internal sealed class ReceivedFiles : ISourceFiles
{
    private readonly Dictionary<string, ReadOnlyMemory<byte>> _files = new(StringComparer.Ordinal);
    private readonly Dictionary<string, SortedDictionary<string, bool>> _folders = new(StringComparer.Ordinal);

    internal ReceivedFiles(IEnumerable<ProductionFile> files)
    {
        foreach (var file in files)
        {
            _files[file.Path] = file.Content.Memory;
            var child = file.Path;
            var isDirectory = false;
            for (var slash = child.LastIndexOf('/'); slash >= 0; slash = child.LastIndexOf('/'))
            {
                var folder = child[..slash];
                if (!_folders.TryGetValue(folder, out var entries))
                {
                    _folders.Add(folder, entries = new(StringComparer.Ordinal));
                }

                entries[child[(slash + 1)..]] = isDirectory;
                child = folder;
                isDirectory = true;
            }
        }
    }

    public bool TryRead(string path, out ReadOnlyMemory<byte> content, out string failure)
    {
        var found = _files.TryGetValue(path, out content);
        failure = found ? "" : "no such file in the production configuration";
        return found;
    }

    public bool TryList(string path, out ImmutableArray<SourceEntry> entries, out string failure)
    {
        var found = _folders.TryGetValue(path.TrimEnd('/'), out var folder);
        entries = found ? [.. folder!.Select(entry => new SourceEntry(entry.Key, entry.Value, null))] : [];
        failure = found ? "" : "no such directory in the production configuration";
        return found;
    }
}
