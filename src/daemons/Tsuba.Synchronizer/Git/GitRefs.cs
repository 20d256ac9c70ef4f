using System.Collections.Immutable;
using System.Globalization;
using Tsuba.Synchronizer.Core;

namespace Tsuba.Synchronizer.Git;

/// <summary>Branches and history. Moving a ref is the one step that makes a change count; it names the commit that it expects there.</summary>
internal sealed class GitRefs(GitRunner git)
{
    private const string Nothing = "0000000000000000000000000000000000000000";
    private const string Format = "--format=%H%x1f%P%x1f%an%x1f%at%x1f%s%x1f%b%x1e";

    /// <summary>The commit that a ref or an abbreviated id means, or null.</summary>
    internal async Task<string?> FindAsync(string name, CancellationToken cancellationToken)
    {
        var found = await git.TryRunAsync(["rev-parse", "--verify", "--quiet", "--end-of-options", $"{name}^{{commit}}"], cancellationToken);
        return found is { ExitCode: 0, Failure: null } && found.Text.Trim() is { Length: 40 } commit ? commit : null;
    }

    /// <summary>All refs below a prefix.</summary>
    internal async Task<ImmutableArray<(string Name, string Commit)>> ListAsync(string prefix, CancellationToken cancellationToken)
    {
        var text = await git.RunAsync(["for-each-ref", "--format=%(refname) %(objectname)", "--", prefix], cancellationToken);
        return [.. text.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.Split(' ')).Where(words => words.Length == 2).Select(words => (words[0], words[1]))];
    }

    /// <summary>Moves a ref, if it stands where it is expected; false if it does not.</summary>
    /// <param name="name">Full name.</param>
    /// <param name="commit">Where to.</param>
    /// <param name="expected">Where it is now; null: it must not be there.</param>
    /// <param name="cancellationToken">Stop.</param>
    /// <exception cref="GitFailure">It stands where it is expected, and cannot be written.</exception>
    internal async Task<bool> MoveAsync(string name, string commit, string? expected, CancellationToken cancellationToken)
    {
        var moved = await git.TryRunAsync(["update-ref", "--no-deref", "--", name, commit, expected ?? Nothing], cancellationToken);
        if (moved is { ExitCode: 0, Failure: null })
        {
            return true;
        }

        return await FindAsync(name, cancellationToken) != expected ? false : throw new GitFailure($"git update-ref: {moved.Failure ?? moved.Text.Trim()}");
    }

    /// <summary>Removes a ref.</summary>
    internal Task RemoveAsync(string name, CancellationToken cancellationToken) => git.RunAsync(["update-ref", "-d", "--no-deref", "--", name], cancellationToken);

    /// <summary>Where two lines of history part, or null.</summary>
    internal async Task<string?> BaseAsync(string left, string right, CancellationToken cancellationToken)
    {
        var found = await git.TryRunAsync(["merge-base", "--", left, right], cancellationToken);
        return found is { ExitCode: 0, Failure: null } ? found.Text.Trim().Split('\n')[0] : null;
    }

    /// <summary>Change sets of a line of history, newest first.</summary>
    internal async Task<ImmutableArray<ChangeSet>> LogAsync(string commit, int skip, int limit, CancellationToken cancellationToken)
    {
        var text = await git.RunAsync(
            ["log", "--first-parent", string.Create(CultureInfo.InvariantCulture, $"--skip={skip}"), string.Create(CultureInfo.InvariantCulture, $"--max-count={limit}"), Format, "--end-of-options", commit],
            cancellationToken);
        return [.. text.Split('\x1e', StringSplitOptions.RemoveEmptyEntries).Select(record => record.TrimStart('\n')).Where(record => record.Length > 0).Select(Read)];
    }

    /// <summary>The tree of a commit.</summary>
    internal async Task<string> TreeAsync(string commit, CancellationToken cancellationToken) =>
        (await git.RunAsync(["rev-parse", "--verify", "--end-of-options", $"{commit}^{{tree}}"], cancellationToken)).Trim();

    /// <summary>What differs between two commits, as a unified text.</summary>
    internal Task<string> DiffAsync(string from, string to, CancellationToken cancellationToken) =>
        git.RunAsync(["diff", "--no-color", "--no-ext-diff", "--no-textconv", "--text", "--no-renames", "--end-of-options", from, to, "--"], cancellationToken);

    private static ChangeSet Read(string record)
    {
        var fields = record.Split('\x1f');
        return new ChangeSet(
            fields[0],
            [.. fields[1].Split(' ', StringSplitOptions.RemoveEmptyEntries)],
            fields[2],
            DateTimeOffset.FromUnixTimeSeconds(long.Parse(fields[3], CultureInfo.InvariantCulture)),
            fields[4],
            fields.Length > 5 ? fields[5].Trim() : "");
    }
}
