using System.Collections.Immutable;
using System.Globalization;
using Tsuba.Configuration;
using Tsuba.Model.Definitions;
using Tsuba.Model.Diagnostics;
using Tsuba.Model.Names;
using Tsuba.Model.Sources;
using Tsuba.Synchronizer.Core;
using Tsuba.Synchronizer.Git;

namespace Tsuba.Synchronizer.Mirroring;

/// <summary>Mirrors the configuration tree given with <c>-c</c> as commits of production. It never writes into that tree.</summary>
internal sealed class TreeMirror(ISourceFiles files, ImmutableArray<string> mainFiles, GitRepository repository)
{
    /// <summary>Reads the tree and commits what changed.</summary>
    /// <param name="author">Who asked for it.</param>
    /// <param name="cancellationToken">Stop.</param>
    /// <returns>The image and its registered objects, or why there is none.</returns>
    internal async Task<(ProductionImage? Image, ResolvedConfiguration? Resolved, string Fault)> RefreshAsync(string author, CancellationToken cancellationToken)
    {
        var recorded = new RecordingFiles(files);
        var loaded = ConfigurationLoader.Load(recorded, mainFiles);
        var read = recorded.Kept();
        var bytes = read.Values.Sum(content => (long)content.Length);
        if (read.Count is 0 or > MirrorLimits.MaxFiles || bytes > MirrorLimits.MaxBytes)
        {
            return (null, null, string.Create(CultureInfo.InvariantCulture, $"the configuration has {read.Count} files with {bytes} bytes, which cannot be mirrored"));
        }

        try
        {
            var commit = await CommitAsync(read, loaded.Diagnostics, author, cancellationToken);
            return (ProductionImage.Of(commit, mainFiles, read), loaded.Resolved, "");
        }
        catch (Exception failed) when (failed is GitFailure or IOException or UnauthorizedAccessException)
        {
            // The production stays what it was; the arbiter goes on with it.
            return (null, null, $"the configuration cannot be mirrored: {failed.Message}");
        }
    }

    private async Task<string> CommitAsync(
        SortedDictionary<string, ReadOnlyMemory<byte>> read, ImmutableArray<Diagnostic> findings, string author, CancellationToken cancellationToken)
    {
        await repository.OpenAsync(cancellationToken);
        var tree = new SortedDictionary<string, ReadOnlyMemory<byte>>(StringComparer.Ordinal);
        foreach (var (path, content) in read)
        {
            if (MirrorPath.Of(path) is { } mirrored)
            {
                tree[mirrored] = content;
            }
        }

        var errors = findings.Count(finding => finding.Severity == Severity.Error);
        var message = $"Mirror {Counted.Of(read.Count, "file")} ({author}{(errors == 0 ? "" : $", {Counted.Of(errors, "error")}")})";
        return await repository.CommitAsync(tree, message, cancellationToken);
    }
}
