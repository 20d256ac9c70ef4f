using System.Collections.Immutable;
using Tsuba.Hosting.Files;
using Tsuba.Model.Sources;

namespace Tsuba.Testing.Configuration;

/// <summary>
/// Files below a folder, named as if the folder were the root: so messages and goldens do not depend on where the checkout lies.
/// </summary>
/// <param name="root">The folder.</param>
/// <param name="orDisk">Whether an absolute path that the folder lacks is taken from the disk.</param>
public sealed class FolderSourceFiles(string root, bool orDisk) : ISourceFiles
{
    private readonly DiskSourceFiles _disk = new();

    /// <inheritdoc />
    public bool TryRead(string path, out ReadOnlyMemory<byte> content, out string failure) => _disk.TryRead(Map(path), out content, out failure);

    /// <inheritdoc />
    public bool TryList(string path, out ImmutableArray<SourceEntry> entries, out string failure) => _disk.TryList(Map(path), out entries, out failure);

    private string Map(string path)
    {
        var mapped = Path.Combine(root, path.TrimStart('/'));
        return orDisk && !File.Exists(mapped) && !Directory.Exists(mapped) ? path : mapped;
    }
}
