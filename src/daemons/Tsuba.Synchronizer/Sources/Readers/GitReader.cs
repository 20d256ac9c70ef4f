using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using Tsuba.Hosting.Pki;
using Tsuba.Model.Sources;
using Tsuba.Synchronizer.Core.Sources.Definitions;
using Tsuba.Synchronizer.Core.Sources.Reading;
using Tsuba.Synchronizer.Git;

namespace Tsuba.Synchronizer.Sources.Readers;

/// <summary>
/// Reads a tree of configuration files of a git repository. Only the newest commit of one branch is fetched; what the repository
/// brings with it (hooks, filters, submodules, symbolic links) has no effect, and secrets stand in a private file, not in arguments.
/// </summary>
internal sealed class GitReader(ISourceFiles files, string workDirectory, TimeProvider time) : ISourceReader
{
    private const string Fetched = "refs/tsuba/source";
    private const string SymbolicLink = "120000";

    public async Task<SourceReading> ReadAsync(SourceDefinition definition, CancellationToken cancellationToken)
    {
        var target = definition.Target;
        if (target.Address is not { } address)
        {
            return SourceReading.Failed("it has no url");
        }

        var directory = Path.Combine(workDirectory, definition.Name);
        PrivateFiles.EnsureDirectory(workDirectory);
        PrivateFiles.EnsureDirectory(directory);
        await using var git = new GitRunner(directory, time);
        await new GitRepository(directory, git).OpenAsync(cancellationToken);
        PrivateFiles.Write(Path.Combine(directory, ".git", "config"), Configuration(target, address), isPublic: false);
        await git.RunAsync(
            ["fetch", "--quiet", "--depth=1", "--no-tags", "--no-recurse-submodules", "--no-auto-gc", "--force", "--", address.AbsoluteUri, $"+refs/heads/{target.Branch}:{Fetched}"],
            cancellationToken);
        if (await FaultOfSizeAsync(git, target, cancellationToken) is { } fault)
        {
            return SourceReading.Failed(fault);
        }

        // Read into an empty tree, so that nothing of an earlier commit stays.
        await git.RunAsync(["read-tree", "--reset", Fetched], cancellationToken);
        await git.RunAsync(["clean", "--quiet", "-ffdx"], cancellationToken);
        await git.RunAsync(["checkout-index", "--all", "--force", "--quiet"], cancellationToken);
        var path = target.Path.Length == 0 ? directory : Path.Combine(directory, target.Path.TrimStart('/').TrimEnd('/'));
        var bounded = new BoundedFiles(files, [directory], target);
        var reading = TreeFiles.Read(definition, bounded, path);
        return reading with { Failure = reading.Failure.Replace($"{directory}/", "", StringComparison.Ordinal) };
    }

    /// <summary>Adds up what a checkout would write, before it writes it.</summary>
    private static async Task<string?> FaultOfSizeAsync(GitRunner git, SourceTarget target, CancellationToken cancellationToken)
    {
        var listing = await git.TryRunAsync(["ls-tree", "-r", "--format=%(objectmode) %(objectsize)", Fetched], cancellationToken);
        if (listing is not { ExitCode: 0, Failure: null } || listing.Truncated)
        {
            return "the repository has too many files, or cannot be listed";
        }

        long bytes = 0;
        foreach (var words in listing.Text.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries)))
        {
            bytes += words is [not SymbolicLink, var size] && long.TryParse(size, NumberStyles.None, CultureInfo.InvariantCulture, out var count) ? count : 0;
        }

        return bytes > target.MaxBytes ? string.Create(CultureInfo.InvariantCulture, $"the tree is larger than max_bytes {target.MaxBytes}") : null;
    }

    /// <summary>The configuration of the repository. It is the only one that git reads, and only this process may read it.</summary>
    private static string Configuration(SourceTarget target, Uri address)
    {
        var text = new StringBuilder();
        text.Append("[core]\n\trepositoryformatversion = 0\n\tbare = false\n\tsymlinks = false\n");
        text.Append(CultureInfo.InvariantCulture, $"[protocol]\n\tallow = never\n[protocol \"{address.Scheme}\"]\n\tallow = always\n");
        text.Append("[transfer]\n\tfsckObjects = true\n[submodule]\n\trecurse = false\n[http]\n\tfollowRedirects = false\n");
        if (target.AuthorityFile.Length > 0)
        {
            text.Append(CultureInfo.InvariantCulture, $"\tsslCAInfo = {Quoted(target.AuthorityFile)}\n");
        }

        if (address.Scheme is "https" or "http" && target.SecretFile.Length > 0)
        {
            var secret = PrivateFiles.ReadSecret(target.SecretFile).TrimEnd('\r', '\n');
            var credentials = Convert.ToBase64String(Encoding.UTF8.GetBytes($"{(target.User.Length == 0 ? "git" : target.User)}:{secret}"));
            text.Append(CultureInfo.InvariantCulture, $"\textraHeader = {Quoted($"Authorization: Basic {credentials}")}\n");
        }
        else if (address.Scheme == "ssh")
        {
            ImmutableArray<string> options =
            [
                "ssh", "-F", "/dev/null", "-o", "BatchMode=yes", "-o", "StrictHostKeyChecking=yes", "-o", "ForwardAgent=no",
                .. target.KnownHostsFile.Length > 0 ? ["-o", $"UserKnownHostsFile={target.KnownHostsFile}"] : Array.Empty<string>(),
                .. target.SecretFile.Length > 0 ? ["-o", "IdentitiesOnly=yes", "-i", target.SecretFile] : Array.Empty<string>(),
            ];
            text.Append(CultureInfo.InvariantCulture, $"[core]\n\tsshCommand = {Quoted(string.Join(' ', options.Select(ShellWord)))}\n");
        }

        return text.ToString();
    }

    private static string Quoted(string value) =>
        $"\"{value.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)}\"";

    // git hands the line to a shell.
    private static string ShellWord(string word) => $"'{word.Replace("'", "'\\''", StringComparison.Ordinal)}'";
}
