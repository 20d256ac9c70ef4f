using System.Collections.Immutable;
using Tsuba.Configuration.Files;
using Tsuba.Model.Sources;

namespace Tsuba.Synchronizer.Mirroring;

/// <summary>Remembers what a load read, so that the mirror holds exactly the files of the configuration and nothing beside them.</summary>
/// <param name="files">Where they are.</param>
public sealed class RecordingFiles(ISourceFiles files) : ISourceFiles
{
    // A commit holds files only. Debian's nagios4 comes with an empty conf.d, which its nagios.cfg names.
    private const string Keeper = ".keep";

    private readonly SortedDictionary<string, ReadOnlyMemory<byte>> _read = new(StringComparer.Ordinal);
    private readonly SortedSet<string> _listed = new(StringComparer.Ordinal);

    /// <summary>
    /// Content of every file that was read, by path, and a file without content in every directory that was listed and had nothing to
    /// read, so that the directory is there for who reads the mirror.
    /// </summary>
    public SortedDictionary<string, ReadOnlyMemory<byte>> Kept()
    {
        var kept = new SortedDictionary<string, ReadOnlyMemory<byte>>(_read, StringComparer.Ordinal);
        foreach (var directory in _listed.Where(directory => !_read.Keys.Any(path => path.StartsWith(SourcePath.Join(directory, ""), StringComparison.Ordinal))))
        {
            kept[SourcePath.Join(directory, Keeper)] = default;
        }

        return kept;
    }

    /// <inheritdoc />
    public bool TryRead(string path, out ReadOnlyMemory<byte> content, out string failure)
    {
        if (!files.TryRead(path, out content, out failure))
        {
            return false;
        }

        _read[path] = content;
        return true;
    }

    /// <inheritdoc />
    public bool TryList(string path, out ImmutableArray<SourceEntry> entries, out string failure)
    {
        if (!files.TryList(path, out entries, out failure))
        {
            return false;
        }

        _listed.Add(path);
        return true;
    }

    /// <inheritdoc />
    public string NameOf(string path) => files.NameOf(path);
}
