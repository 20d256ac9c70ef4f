using System.Collections.Immutable;
using Tsuba.Configuration.Edits;
using Tsuba.Configuration.Files;
using Tsuba.Synchronizer.Core;
using Tsuba.Synchronizer.Git;

namespace Tsuba.Synchronizer.Versions;

/// <summary>
/// The configuration as a git repository: <c>production</c> is what the arbiter runs, <c>staging</c> what will be applied next, drafts are
/// branches of their authors. Each order writes objects first and counts with one move of a ref, so that a crash at any point leaves
/// either the state before or the state after. One order at a time; reading needs no turn.
/// </summary>
public sealed partial class WorkTree : IAsyncDisposable
{
    private const int KeptBooks = 6;
    private const int MostDrafts = 1000;

    private readonly string _directory;
    private readonly GitRunner _git;
    private readonly GitObjects _objects;
    private readonly GitRefs _refs;
    private readonly SemaphoreSlim _turn = new(1, 1);
    private readonly Lock _booksLock = new();
    private readonly List<Revision> _books = [];
    private readonly ImmutableArray<string> _mirroredFiles;
    private AdoptedTree? _adopted;

    /// <summary>A work tree.</summary>
    /// <param name="directory">State directory of the synchronizer; the repository is <c>work</c> in it.</param>
    /// <param name="git">Runs git in the repository.</param>
    /// <param name="mirroredFiles">Main files of the tree that is mirrored as long as none is adopted.</param>
    internal WorkTree(string directory, GitRunner git, ImmutableArray<string> mirroredFiles)
    {
        _mirroredFiles = mirroredFiles;
        _directory = directory;
        _git = git;
        _objects = new GitObjects(git, Path.Combine(directory, "scratch"));
        _refs = new GitRefs(git);
        Mirror = new GitRepository(Path.Combine(directory, "work"), git);
    }

    /// <summary>Whether this is the source of the configuration. If not, it only mirrors the files given with <c>-c</c>.</summary>
    public bool IsAdopted => _adopted is not null;

    /// <summary>Main files of the configuration that is adopted or mirrored.</summary>
    public ImmutableArray<string> MainFiles => _adopted?.MainFiles ?? _mirroredFiles;

    /// <summary>Takes over the files of a tree that is not adopted.</summary>
    internal GitRepository Mirror { get; }

    /// <summary>Makes the repository if it is not there, and finishes what a crash interrupted.</summary>
    public async Task OpenAsync(CancellationToken cancellationToken)
    {
        await Mirror.OpenAsync(cancellationToken);
        Mirror.RemoveLocks();
        _objects.Clean();
        _adopted = AdoptedTree.Read(_directory);
        if (_adopted is not null && await _refs.FindAsync(RefNames.Staging, cancellationToken) is null
            && await _refs.FindAsync(RefNames.Production, cancellationToken) is { } production)
        {
            await _refs.MoveAsync(RefNames.Staging, production, expected: null, cancellationToken);
        }

        if (_adopted is not null)
        {
            await FinishAsync(cancellationToken);
        }
    }

    /// <summary>Makes a configuration the one that is edited here. Once adopted, a tree is not replaced: edit it.</summary>
    public async Task<Answer<Revision>> AdoptAsync(ConfigurationImage image, ImmutableArray<string> mainFiles, string author, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(image);
        if (IsAdopted)
        {
            return new Refusal(RefusalKind.Invalid, "a configuration was adopted already; edit it, or merge the files by hand in the repository");
        }

        var named = ConfigurationImage.Of(image.Files.Select(file => KeyValuePair.Create(MirrorPath.SourceOf(MirrorPath.Of(file.Key) ?? ""), file.Value)));
        var book = DefinitionBook.Read(named, mainFiles);
        if (mainFiles.IsEmpty || mainFiles.Any(path => !named.Files.ContainsKey(path)))
        {
            return new Refusal(RefusalKind.Invalid, "a main file is not among the files that were given");
        }

        return await InTurnAsync<Revision>(
            async () =>
            {
                var before = await _refs.FindAsync(RefNames.Production, cancellationToken);
                var tree = await _objects.WriteTreeAsync(named, null, ConfigurationImage.Empty, cancellationToken);
                var commit = await _objects.CommitAsync(tree, before is null ? [] : [before], author, $"Adopt {string.Join(", ", mainFiles)}", cancellationToken);
                if (!await _refs.MoveAsync(RefNames.Production, commit, before, cancellationToken)
                    || !await _refs.MoveAsync(RefNames.Staging, commit, await _refs.FindAsync(RefNames.Staging, cancellationToken), cancellationToken))
                {
                    return new Refusal(RefusalKind.Moved, "the repository changed meanwhile; try again");
                }

                // From here on it counts; before this line a crash leaves a mirror as it was.
                _adopted = new AdoptedTree(mainFiles, author);
                _adopted.Write(_directory);
                return Remember(new Revision(commit, book));
            },
            cancellationToken);
    }

    /// <summary>The configuration at <c>production</c>, <c>staging</c>, a draft (<c>alice/3</c>) or a commit.</summary>
    public async Task<Answer<Revision>> ReadAsync(string name, CancellationToken cancellationToken)
    {
        if (await CommitOfAsync(name, cancellationToken) is not { } commit)
        {
            return new Refusal(RefusalKind.NotFound, $"there is no {Shown(name)}: name production, staging, a draft such as alice/3, or a commit");
        }

        return await RevisionAsync(commit, cancellationToken);
    }

    /// <summary>Entries of the history of a branch, draft or commit, newest first. A merged draft is one entry.</summary>
    internal async Task<Answer<IReadOnlyList<ChangeSet>>> HistoryAsync(string name, int skip, int limit, CancellationToken cancellationToken)
    {
        if (await CommitOfAsync(name, cancellationToken) is not { } commit)
        {
            return new Refusal(RefusalKind.NotFound, $"there is no {Shown(name)}");
        }

        return (await _refs.LogAsync(commit, Math.Max(0, skip), Math.Clamp(limit, 1, 1000), cancellationToken)).ToList();
    }

    /// <summary>Whether two commits hold different files; one that is not there holds none.</summary>
    internal async Task<bool> HaveOtherFilesAsync(string? left, string? right, CancellationToken cancellationToken) =>
        left is null || right is null || await _refs.TreeAsync(left, cancellationToken) != await _refs.TreeAsync(right, cancellationToken);

    /// <summary>What differs between two of them as a unified text.</summary>
    internal async Task<string> DiffTextAsync(string from, string to, CancellationToken cancellationToken) => await _refs.DiffAsync(from, to, cancellationToken);

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        await _git.DisposeAsync();
        _turn.Dispose();
    }

    /// <summary>The commit that a name of a user means, or null. Only what is listed here can be named.</summary>
    internal async Task<string?> CommitOfAsync(string name, CancellationToken cancellationToken)
    {
        if (name is "production" or "staging")
        {
            return await _refs.FindAsync($"refs/heads/{name}", cancellationToken)
                ?? (name == "staging" ? await _refs.FindAsync(RefNames.Production, cancellationToken) : null);
        }

        if (DraftName.TryParse(name, out var draft))
        {
            return await _refs.FindAsync(draft.Edits, cancellationToken) ?? await _refs.FindAsync(draft.Branch, cancellationToken);
        }

        return name.Length is >= 7 and <= 40 && name.All(char.IsAsciiHexDigitLower) ? await _refs.FindAsync(name, cancellationToken) : null;
    }

    internal async Task<Revision> RevisionAsync(string commit, CancellationToken cancellationToken)
    {
        lock (_booksLock)
        {
            if (_books.Find(book => book.Commit == commit) is { } known)
            {
                return known;
            }
        }

        var image = await _objects.ReadAsync(commit, cancellationToken);
        return Remember(new Revision(commit, DefinitionBook.Read(image, MainFiles)));
    }

    private static string Shown(string name) => name.Length > 100 || name.Any(char.IsControl) ? "revision of that name" : $"\"{name}\"";

    private Revision Remember(Revision revision)
    {
        lock (_booksLock)
        {
            _books.RemoveAll(book => book.Commit == revision.Commit);
            _books.Insert(0, revision);
            if (_books.Count > KeptBooks)
            {
                _books.RemoveAt(KeptBooks);
            }
        }

        return revision;
    }

    private async Task<Answer<T>> InTurnAsync<T>(Func<Task<Answer<T>>> order, CancellationToken cancellationToken)
        where T : class
    {
        await _turn.WaitAsync(cancellationToken);
        try
        {
            return await order();
        }
        finally
        {
            _turn.Release();
        }
    }

    private Task<Answer<T>> EditInTurnAsync<T>(Func<Task<Answer<T>>> order, CancellationToken cancellationToken)
        where T : class =>
        IsAdopted
            ? InTurnAsync(order, cancellationToken)
            : Task.FromResult<Answer<T>>(new Refusal(RefusalKind.ReadOnly, "the configuration is read from files and only mirrored here; adopt it first: tsuba adopt -c FILE"));
}
