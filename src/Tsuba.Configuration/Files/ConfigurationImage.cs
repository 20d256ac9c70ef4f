using System.Collections.Immutable;
using System.Text;
using Tsuba.Model.Sources;

namespace Tsuba.Configuration.Files;

/// <summary>
/// The files of a configuration in memory, by absolute path: a commit, a draft, what a source proposes. Immutable; a change makes another
/// image that shares the rest. Directories are the prefixes of the paths.
/// </summary>
public sealed class ConfigurationImage : ISourceFiles
{
    private ImmutableSortedDictionary<string, ImmutableSortedDictionary<string, bool>>? _folders;

    private ConfigurationImage(ImmutableSortedDictionary<string, ReadOnlyMemory<byte>> files) => Files = files;

    /// <summary>An image without files.</summary>
    public static ConfigurationImage Empty { get; } = new(ImmutableSortedDictionary.Create<string, ReadOnlyMemory<byte>>(StringComparer.Ordinal));

    /// <summary>Content by path. The bytes must not change.</summary>
    public ImmutableSortedDictionary<string, ReadOnlyMemory<byte>> Files { get; }

    /// <summary>An image of these files.</summary>
    public static ConfigurationImage Of(IEnumerable<KeyValuePair<string, ReadOnlyMemory<byte>>> files) =>
        new(files.ToImmutableSortedDictionary(StringComparer.Ordinal));

    /// <summary>The image with one file added or replaced.</summary>
    public ConfigurationImage With(string path, ReadOnlyMemory<byte> content) => new(Files.SetItem(path, content));

    /// <summary>The image with one file of UTF-8 text added or replaced.</summary>
    public ConfigurationImage With(string path, string text) => With(path, Encoding.UTF8.GetBytes(text));

    /// <summary>The image without a file.</summary>
    public ConfigurationImage Without(string path) => new(Files.Remove(path));

    /// <summary>Whether both hold the same bytes under the same paths.</summary>
    public bool HasSameFiles(ConfigurationImage other)
    {
        ArgumentNullException.ThrowIfNull(other);
        return Files.Count == other.Files.Count
            && Files.All(file => other.Files.TryGetValue(file.Key, out var content) && content.Span.SequenceEqual(file.Value.Span));
    }

    /// <inheritdoc />
    public bool TryRead(string path, out ReadOnlyMemory<byte> content, out string failure)
    {
        var found = Files.TryGetValue(path, out content) || Files.TryGetValue(SourcePath.Normalise(path), out content);
        failure = found ? "" : "no such file";
        return found;
    }

    /// <inheritdoc />
    public bool TryList(string path, out ImmutableArray<SourceEntry> entries, out string failure)
    {
        ArgumentNullException.ThrowIfNull(path);
        _folders ??= Folders();
        var found = _folders.TryGetValue(path.TrimEnd('/'), out var folder) || _folders.TryGetValue(SourcePath.Normalise(path), out folder);
        entries = found ? [.. folder!.Select(entry => new SourceEntry(entry.Key, entry.Value, null))] : [];
        failure = found ? "" : "no such directory";
        return found;
    }

    /// <inheritdoc />
    public string NameOf(string path) =>
        Files.ContainsKey(path) || (_folders ??= Folders()).ContainsKey(path) ? path : SourcePath.Normalise(path);

    private ImmutableSortedDictionary<string, ImmutableSortedDictionary<string, bool>> Folders()
    {
        var folders = new Dictionary<string, Dictionary<string, bool>>(StringComparer.Ordinal);
        foreach (var file in Files.Keys)
        {
            var path = file;
            var isDirectory = false;
            for (var slash = path.LastIndexOf('/'); slash >= 0; slash = path.LastIndexOf('/'))
            {
                var folder = path[..slash];
                if (!folders.TryGetValue(folder, out var entries))
                {
                    folders.Add(folder, entries = new(StringComparer.Ordinal));
                }

                entries[path[(slash + 1)..]] = isDirectory;
                path = folder;
                isDirectory = true;
            }
        }

        return folders.ToImmutableSortedDictionary(
            folder => folder.Key, folder => folder.Value.ToImmutableSortedDictionary(StringComparer.Ordinal), StringComparer.Ordinal);
    }
}
