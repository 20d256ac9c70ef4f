using System.Collections.Immutable;
using Tsuba.Model.Sources;

namespace Tsuba.Synchronizer.Mirroring;

/// <summary>Remembers what a load read, so that the mirror holds exactly the files of the configuration and nothing beside them.</summary>
/// <param name="files">Where they are.</param>
public sealed class RecordingFiles(ISourceFiles files) : ISourceFiles
{
    /// <summary>Content of every file that was read, by path.</summary>
    public SortedDictionary<string, ReadOnlyMemory<byte>> Read { get; } = new(StringComparer.Ordinal);

    /// <inheritdoc />
    public bool TryRead(string path, out ReadOnlyMemory<byte> content, out string failure)
    {
        if (!files.TryRead(path, out content, out failure))
        {
            return false;
        }

        Read[path] = content;
        return true;
    }

    /// <inheritdoc />
    public bool TryList(string path, out ImmutableArray<SourceEntry> entries, out string failure) => files.TryList(path, out entries, out failure);
}
