using System.Collections.Immutable;
using Google.Protobuf;
using Tsuba.Model.Sources;
using Tsuba.Protocol.Contracts;

namespace Tsuba.Arbiter.Loading;

/// <summary>Files as the synchronizer sent them, under their own paths.</summary>
internal sealed class ReceivedFiles : ISourceFiles
{
    private readonly Dictionary<string, ReadOnlyMemory<byte>> _files = new(StringComparer.Ordinal);
    private readonly Dictionary<string, SortedDictionary<string, bool>> _folders = new(StringComparer.Ordinal);

    private readonly List<(string Path, ByteString Content)> _pieces = [];

    /// <summary>Adds pieces in the order in which they come.</summary>
    internal void Add(IEnumerable<ProductionFile> pieces) => _pieces.AddRange(pieces.Select(piece => (piece.Path, piece.Content)));

    /// <summary>Joins the pieces and makes the directories out of the paths.</summary>
    internal void Finish()
    {
        foreach (var file in _pieces.GroupBy(piece => piece.Path, StringComparer.Ordinal))
        {
            var content = new byte[file.Sum(piece => piece.Content.Length)];
            var filled = 0;
            foreach (var (_, piece) in file)
            {
                piece.CopyTo(content, filled);
                filled += piece.Length;
            }

            _files[file.Key] = content;
            AddFolders(file.Key);
        }

        _pieces.Clear();
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

    private void AddFolders(string path)
    {
        var isDirectory = false;
        for (var slash = path.LastIndexOf('/'); slash >= 0; slash = path.LastIndexOf('/'))
        {
            var folder = path[..slash];
            if (!_folders.TryGetValue(folder, out var entries))
            {
                _folders.Add(folder, entries = new(StringComparer.Ordinal));
            }

            entries[path[(slash + 1)..]] = isDirectory;
            path = folder;
            isDirectory = true;
        }
    }
}
