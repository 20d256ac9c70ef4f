using System.Collections.Immutable;
using Tsuba.Model.Sources;

namespace Tsuba.Configuration.Reloads;

/// <summary>Reads each file and folder once, so that two passes over a configuration see the same.</summary>
/// <param name="files">Where they are.</param>
internal sealed class ReadFiles(ISourceFiles files) : ISourceFiles
{
    private readonly Dictionary<string, (bool IsRead, ReadOnlyMemory<byte> Content, string Failure)> _files = new(StringComparer.Ordinal);
    private readonly Dictionary<string, (bool IsListed, ImmutableArray<SourceEntry> Entries, string Failure)> _folders = new(StringComparer.Ordinal);

    /// <inheritdoc />
    public bool TryRead(string path, out ReadOnlyMemory<byte> content, out string failure)
    {
        if (!_files.TryGetValue(path, out var known))
        {
            known.IsRead = files.TryRead(path, out known.Content, out known.Failure);
            _files.Add(path, known);
        }

        (var isRead, content, failure) = known;
        return isRead;
    }

    /// <inheritdoc />
    public bool TryList(string path, out ImmutableArray<SourceEntry> entries, out string failure)
    {
        if (!_folders.TryGetValue(path, out var known))
        {
            known.IsListed = files.TryList(path, out known.Entries, out known.Failure);
            _folders.Add(path, known);
        }

        (var isListed, entries, failure) = known;
        return isListed;
    }

    /// <inheritdoc />
    public string NameOf(string path) => files.NameOf(path);
}
