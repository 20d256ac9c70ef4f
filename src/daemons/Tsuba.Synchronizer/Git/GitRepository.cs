namespace Tsuba.Synchronizer.Git;

/// <summary>
/// The work tree and history of the configuration. Bytes go in and out as they are: attributes of the repository itself switch every
/// conversion and filter off, and ignore files do not count.
/// </summary>
internal sealed class GitRepository(string directory, GitRunner git)
{
    /// <summary>The work tree.</summary>
    internal string Directory => directory;

    /// <summary>Makes the repository if it is not there.</summary>
    internal async Task OpenAsync(CancellationToken cancellationToken)
    {
        System.IO.Directory.CreateDirectory(directory);
        if (!System.IO.Directory.Exists(Path.Combine(directory, ".git")))
        {
            await git.RunAsync(["init", "--quiet", "--initial-branch=production", "--template="], cancellationToken);
        }

        var info = Path.Combine(directory, ".git", "info");
        System.IO.Directory.CreateDirectory(info);
        await File.WriteAllTextAsync(Path.Combine(info, "attributes"), "* -text -eol -filter -ident -diff -merge\n", cancellationToken);
    }

    /// <summary>Removes the locks of commands that ended with a process before this one, which owns the repository now: git itself would wait for them for ever.</summary>
    internal void RemoveLocks()
    {
        var own = Path.Combine(directory, ".git");
        foreach (var path in System.IO.Directory.GetFiles(own, "*.lock").Concat(System.IO.Directory.GetFiles(Path.Combine(own, "refs"), "*.lock", SearchOption.AllDirectories)))
        {
            File.Delete(path);
        }
    }

    /// <summary>Makes the work tree hold exactly these files and commits them; returns the commit, the old one if nothing changed.</summary>
    /// <param name="files">Content by path inside the work tree.</param>
    /// <param name="message">Message of the commit.</param>
    /// <param name="cancellationToken">Stop.</param>
    internal async Task<string> CommitAsync(IReadOnlyDictionary<string, ReadOnlyMemory<byte>> files, string message, CancellationToken cancellationToken)
    {
        RemoveOthers(files);
        foreach (var (path, content) in files)
        {
            await WriteAsync(Path.Combine(directory, path), content, cancellationToken);
        }

        await git.RunAsync(["add", "--all", "--force", "."], cancellationToken);
        var head = await git.TryRunAsync(["rev-parse", "--verify", "--quiet", "HEAD"], cancellationToken);
        if (head.ExitCode != 0 || (await git.TryRunAsync(["diff", "--cached", "--quiet", "HEAD"], cancellationToken)).ExitCode != 0)
        {
            await git.RunAsync(["commit", "--quiet", "--no-verify", "--allow-empty", "--no-gpg-sign", "-m", message], cancellationToken);
        }

        return (await git.RunAsync(["rev-parse", "HEAD"], cancellationToken)).Trim();
    }

    /// <summary>
    /// Makes the files on disk those of production. They are for reading; where somebody has edited them they stay, and false says so.
    /// </summary>
    internal async Task<bool> ShowAsync(CancellationToken cancellationToken)
    {
        if ((await git.TryRunAsync(["diff-files", "--quiet"], cancellationToken)).ExitCode != 0)
        {
            return false;
        }

        await git.RunAsync(["reset", "--hard", "--quiet", "refs/heads/production"], cancellationToken);
        return true;
    }

    private static async Task WriteAsync(string path, ReadOnlyMemory<byte> content, CancellationToken cancellationToken)
    {
        if (File.Exists(path) && new FileInfo(path).Length == content.Length && (await File.ReadAllBytesAsync(path, cancellationToken)).AsSpan().SequenceEqual(content.Span))
        {
            return;
        }

        System.IO.Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        await using var file = new FileStream(path, FileMode.Create, FileAccess.Write);
        await file.WriteAsync(content, cancellationToken);
    }

    // Files and directories may have changed places, so what is not wanted goes first.
    private void RemoveOthers(IReadOnlyDictionary<string, ReadOnlyMemory<byte>> files)
    {
        var own = Path.Combine(directory, ".git") + Path.DirectorySeparatorChar;
        foreach (var path in System.IO.Directory.EnumerateFiles(directory, "*", SearchOption.AllDirectories).Where(path => !path.StartsWith(own, StringComparison.Ordinal)).ToList())
        {
            if (!files.ContainsKey(Path.GetRelativePath(directory, path)))
            {
                File.Delete(path);
            }
        }

        foreach (var folder in System.IO.Directory.EnumerateDirectories(directory, "*", SearchOption.AllDirectories)
            .Where(path => !$"{path}/".StartsWith(own, StringComparison.Ordinal))
            .OrderByDescending(path => path.Length)
            .ToList())
        {
            if (!System.IO.Directory.EnumerateFileSystemEntries(folder).Any())
            {
                System.IO.Directory.Delete(folder);
            }
        }
    }
}
