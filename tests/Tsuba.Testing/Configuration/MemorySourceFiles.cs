using System.Collections.Immutable;
using System.Text;
using Tsuba.Model.Sources;

namespace Tsuba.Testing.Configuration;

/// <summary>Configuration files in memory: path and content. Directories are the prefixes of the paths.</summary>
public sealed class MemorySourceFiles : ISourceFiles
{
    private readonly SortedDictionary<string, byte[]> _files = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _links = new(StringComparer.Ordinal);

    /// <summary>Adds a file of UTF-8 text.</summary>
    public MemorySourceFiles With(string path, string text) => With(path, Encoding.UTF8.GetBytes(text));

    /// <summary>Adds a file.</summary>
    public MemorySourceFiles With(string path, byte[] content)
    {
        _files[path] = content;
        return this;
    }

    /// <summary>Adds a symbolic link to a directory.</summary>
    public MemorySourceFiles WithLink(string path, string target)
    {
        _links[path] = target;
        return this;
    }

    /// <inheritdoc />
    public bool TryRead(string path, out ReadOnlyMemory<byte> content, out string failure)
    {
        var found = _files.TryGetValue(Follow(path), out var bytes);
        content = bytes;
        failure = found ? "" : "no such file";
        return found;
    }

    /// <inheritdoc />
    public bool TryList(string path, out ImmutableArray<SourceEntry> entries, out string failure)
    {
        var prefix = Follow(path) + "/";
        var names = _files.Keys.Concat(_links.Keys)
            .Where(file => file.StartsWith(prefix, StringComparison.Ordinal))
            .Select(file => file[prefix.Length..])
            .Select(rest => rest.Split('/', 2))
            .DistinctBy(parts => parts[0], StringComparer.Ordinal);
        entries =
        [
            .. names.Select(parts => new SourceEntry(
                parts[0], parts.Length > 1 || _links.ContainsKey(prefix + parts[0]), _links.GetValueOrDefault(prefix + parts[0]))),
        ];
        failure = entries.IsEmpty ? "no such directory" : "";
        return !entries.IsEmpty;
    }

    private string Follow(string path)
    {
        foreach (var (link, target) in _links)
        {
            for (var step = 0; step < 40 && (path == link || path.StartsWith(link + "/", StringComparison.Ordinal)); step++)
            {
                path = target + path[link.Length..];
            }
        }

        return path;
    }
}
