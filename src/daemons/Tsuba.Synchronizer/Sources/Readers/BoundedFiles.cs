using System.Collections.Immutable;
using System.Globalization;
using Tsuba.Model.Sources;
using Tsuba.Synchronizer.Core.Sources.Definitions;

namespace Tsuba.Synchronizer.Sources.Readers;

/// <summary>
/// Files inside some directories only, up to a number of bytes. Files of a tree name others, and a tree that somebody else writes must
/// not lead to the secrets of this machine: what a symbolic link or <c>..</c> leads to counts, not what it is called.
/// Source: reference/security.md "Path traversal and uploads".
/// </summary>
internal sealed class BoundedFiles(ISourceFiles files, ImmutableArray<string> roots, SourceTarget limits) : ISourceFiles
{
    private readonly ImmutableArray<string> _roots = [.. roots.Select(RealPath.Of).OfType<string>()];
    private long _bytes;

    /// <summary>What was read, by path.</summary>
    internal SortedDictionary<string, ReadOnlyMemory<byte>> Read { get; } = new(StringComparer.Ordinal);

    /// <summary>Why the tree as a whole cannot be taken; empty: nothing of the kind.</summary>
    internal string Failure { get; private set; } = "";

    public bool TryRead(string path, out ReadOnlyMemory<byte> content, out string failure)
    {
        content = default;
        if (!IsInside(path))
        {
            failure = "it lies outside of the source's directories";
            Failure = $"{path}: {failure}; name its directory with root if it belongs to the source";
            return false;
        }

        if (!files.TryRead(path, out content, out failure))
        {
            Failure = $"{path}: {failure}";
            return false;
        }

        _bytes += content.Length;
        if (_bytes > limits.MaxBytes)
        {
            failure = string.Create(CultureInfo.InvariantCulture, $"the tree is larger than max_bytes {limits.MaxBytes}");
            Failure = failure;
            return false;
        }

        Read[path] = content;
        return true;
    }

    public bool TryList(string path, out ImmutableArray<SourceEntry> entries, out string failure)
    {
        entries = [];
        failure = "it lies outside of the source's directories";
        return IsInside(path) && files.TryList(path, out entries, out failure);
    }

    private bool IsInside(string path) => RealPath.Of(path) is { } real
        && _roots.Any(root => real == root || real.StartsWith(root == "/" ? root : $"{root}/", StringComparison.Ordinal));
}
