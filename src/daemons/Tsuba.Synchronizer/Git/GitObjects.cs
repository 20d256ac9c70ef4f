using System.Collections.Immutable;
using System.Formats.Tar;
using System.Globalization;
using Tsuba.Configuration.Files;
using Tsuba.Synchronizer.Core;
using Tsuba.Synchronizer.Mirroring;

namespace Tsuba.Synchronizer.Git;

/// <summary>
/// Trees and commits of the repository without a work tree: reading a commit and writing another one touch no file that somebody may be
/// editing, and nothing counts before a ref is moved to it.
/// </summary>
/// <param name="git">The repository.</param>
/// <param name="scratch">A directory of our own for files between two commands.</param>
internal sealed class GitObjects(GitRunner git, string scratch)
{
    // Arguments of one command stay far below what the kernel takes.
    private const int PathsPerCommand = 200;
    private const int LongestMessage = 10_000;

    private long _scratchFiles;

    /// <summary>All files of a commit, under their own paths.</summary>
    /// <exception cref="GitFailure">There is no such commit.</exception>
    internal async Task<ConfigurationImage> ReadAsync(string commit, CancellationToken cancellationToken)
    {
        var archive = NextScratch();
        try
        {
            await git.RunAsync(["archive", "--format=tar", $"--output={archive}", commit], cancellationToken);
            var files = new Dictionary<string, ReadOnlyMemory<byte>>(StringComparer.Ordinal);
            await using var stream = File.OpenRead(archive);
            await using var reader = new TarReader(stream);
            while (await reader.GetNextEntryAsync(copyData: false, cancellationToken) is { } entry)
            {
                if (entry.EntryType is TarEntryType.RegularFile or TarEntryType.V7RegularFile)
                {
                    files[MirrorPath.SourceOf(entry.Name)] = await ReadAsync(entry, cancellationToken);
                    if (files.Count > MirrorLimits.MaxFiles)
                    {
                        throw new GitFailure($"commit {commit} holds more files than a configuration may have");
                    }
                }
            }

            return ConfigurationImage.Of(files);
        }
        finally
        {
            File.Delete(archive);
        }
    }

    /// <summary>Writes the tree of an image; returns its id.</summary>
    /// <param name="image">The files.</param>
    /// <param name="baseCommit">A commit that holds most of them already, or null.</param>
    /// <param name="baseImage">Its files.</param>
    /// <param name="cancellationToken">Stop.</param>
    internal async Task<string> WriteTreeAsync(ConfigurationImage image, string? baseCommit, ConfigurationImage baseImage, CancellationToken cancellationToken)
    {
        var index = NextScratch();
        ImmutableArray<KeyValuePair<string, string>> environment = [new("GIT_INDEX_FILE", index)];
        try
        {
            await git.RunAsync(baseCommit is null ? ["read-tree", "--empty"] : ["read-tree", baseCommit], environment, cancellationToken);
            var removed = baseCommit is null ? [] : baseImage.Files.Keys.Where(path => !image.Files.ContainsKey(path)).Select(TreePath).ToList();
            foreach (var some in removed.Chunk(PathsPerCommand))
            {
                await git.RunAsync(["update-index", "--force-remove", "--", .. some], environment, cancellationToken);
            }

            var changed = image.Files.Where(file => baseCommit is null || !baseImage.Files.TryGetValue(file.Key, out var old) || !old.Span.SequenceEqual(file.Value.Span));
            foreach (var some in changed.Chunk(PathsPerCommand))
            {
                await AddAsync(some, environment, cancellationToken);
            }

            return (await git.RunAsync(["write-tree"], environment, cancellationToken)).Trim();
        }
        finally
        {
            File.Delete(index);
        }
    }

    /// <summary>Writes a commit; returns its id. Nothing points to it yet.</summary>
    internal async Task<string> CommitAsync(string tree, IEnumerable<string> parents, string author, string message, CancellationToken cancellationToken)
    {
        var text = message.Length > LongestMessage ? message[..LongestMessage] : message;
        return (await git.RunAsync(
            ["commit-tree", "--no-gpg-sign", .. parents.SelectMany(parent => (string[])["-p", parent]), "-m", text, tree],
            [new("GIT_AUTHOR_NAME", author), new("GIT_AUTHOR_EMAIL", $"{RefNames.Encode(author)}@tsuba.invalid")],
            cancellationToken)).Trim();
    }

    /// <summary>Merges two texts that come from a third.</summary>
    internal async Task<MergedText> MergeAsync(
        ReadOnlyMemory<byte> ours, ReadOnlyMemory<byte> ancestor, ReadOnlyMemory<byte> theirs, CancellationToken cancellationToken)
    {
        string[] files = [NextScratch(), NextScratch(), NextScratch()];
        try
        {
            await File.WriteAllBytesAsync(files[0], ours.ToArray(), cancellationToken);
            await File.WriteAllBytesAsync(files[1], ancestor.ToArray(), cancellationToken);
            await File.WriteAllBytesAsync(files[2], theirs.ToArray(), cancellationToken);

            // Longer than any run of such letters in the texts, so that no line of a file can be taken for a marker.
            var marker = MergedText.MarkerFor(ours, ancestor, theirs);
            var result = await git.TryRunAsync(
                ["merge-file", "--diff3", "--quiet", string.Create(CultureInfo.InvariantCulture, $"--marker-size={marker}"), "-L", "ours", "-L", "base", "-L", "theirs", "--", .. files],
                cancellationToken);
            return result is { ExitCode: >= 0 and < 128, Signal: 0, TimedOut: false, Failure: null }
                ? MergedText.Parse(await File.ReadAllBytesAsync(files[0], cancellationToken), marker)
                : MergedText.Whole(ours, ancestor, theirs);
        }
        finally
        {
            Array.ForEach(files, File.Delete);
        }
    }

    /// <summary>Removes what an earlier process left behind.</summary>
    internal void Clean()
    {
        Directory.CreateDirectory(scratch);
        foreach (var file in Directory.EnumerateFiles(scratch))
        {
            File.Delete(file);
        }
    }

    private static string TreePath(string path) => MirrorPath.Of(path) ?? throw new GitFailure($"{path} is no path of a configuration file");

    private static async Task<ReadOnlyMemory<byte>> ReadAsync(TarEntry entry, CancellationToken cancellationToken)
    {
        if (entry.DataStream is not { } data)
        {
            return ReadOnlyMemory<byte>.Empty;
        }

        var content = new byte[data.Length];
        await data.ReadExactlyAsync(content, cancellationToken);
        return content;
    }

    private async Task AddAsync(KeyValuePair<string, ReadOnlyMemory<byte>>[] files, ImmutableArray<KeyValuePair<string, string>> environment, CancellationToken cancellationToken)
    {
        var paths = files.Select(_ => NextScratch()).ToArray();
        try
        {
            for (var index = 0; index < files.Length; index++)
            {
                await File.WriteAllBytesAsync(paths[index], files[index].Value.ToArray(), cancellationToken);
            }

            var ids = (await git.RunAsync(["hash-object", "-w", "--no-filters", "--", .. paths], cancellationToken)).Split('\n', StringSplitOptions.RemoveEmptyEntries);
            if (ids.Length != files.Length)
            {
                throw new GitFailure("git hash-object: not every file was taken");
            }

            await git.RunAsync(
                ["update-index", "--add", .. files.Zip(ids).SelectMany(file => (string[])["--cacheinfo", $"100644,{file.Second},{TreePath(file.First.Key)}"])],
                environment,
                cancellationToken);
        }
        finally
        {
            Array.ForEach(paths, File.Delete);
        }
    }

    private string NextScratch() =>
        Path.Combine(scratch, Interlocked.Increment(ref _scratchFiles).ToString(CultureInfo.InvariantCulture));
}
