using System.Collections.Immutable;
using Tsuba.Configuration.Edits;
using Tsuba.Configuration.Files;
using Tsuba.Synchronizer.Core;

namespace Tsuba.Synchronizer.Versions;

public sealed partial class WorkTree
{
    /// <summary>The open drafts, by author and number.</summary>
    public async Task<ImmutableArray<Draft>> DraftsAsync(CancellationToken cancellationToken)
    {
        var edits = (await _refs.ListAsync(RefNames.Edits, cancellationToken)).ToDictionary(entry => entry.Name, entry => entry.Commit, StringComparer.Ordinal);
        return
        [
            .. (await _refs.ListAsync(RefNames.Drafts, cancellationToken))
                .Select(entry => (Name: DraftName.OfRef(RefNames.Drafts, entry.Name), entry.Commit))
                .Where(entry => entry.Name is not null)
                .Select(entry => new Draft(entry.Name!.Value.ToString(), entry.Name.Value.Author, entry.Commit, edits.GetValueOrDefault(entry.Name.Value.Edits, entry.Commit))),
        ];
    }

    /// <summary>Opens a draft on what staging holds now.</summary>
    public Task<Answer<Draft>> OpenDraftAsync(string author, CancellationToken cancellationToken) => EditInTurnAsync<Draft>(
        async () =>
        {
            if (!RefNames.IsAuthor(author))
            {
                return new Refusal(RefusalKind.Invalid, "the name of an author has 1 to 100 characters, none of them a slash or a control character");
            }

            var open = await DraftsAsync(cancellationToken);
            if (open.Length >= MostDrafts)
            {
                return new Refusal(RefusalKind.Invalid, "there are 1000 open drafts; merge or discard some first");
            }

            if (await CommitOfAsync("staging", cancellationToken) is not { } staging)
            {
                return new Refusal(RefusalKind.NotFound, "there is no configuration yet");
            }

            var used = (await _refs.ListAsync(RefNames.Closed + RefNames.Encode(author) + "/", cancellationToken))
                .Select(entry => DraftName.OfRef(RefNames.Closed, entry.Name)?.Number ?? 0)
                .Concat(open.Where(draft => draft.Author == author).Select(draft => DraftName.TryParse(draft.Name, out var name) ? name.Number : 0));
            var opened = new DraftName(author, used.DefaultIfEmpty().Max() + 1);
            return await _refs.MoveAsync(opened.Branch, staging, expected: null, cancellationToken)
                ? new Draft(opened.ToString(), author, staging, staging)
                : Moved();
        },
        cancellationToken);

    /// <summary>Makes edits in a draft; all, or none. They are kept at once and described by a later commit.</summary>
    /// <param name="name">The draft.</param>
    /// <param name="revision">What the draft is expected to hold; null: whatever it holds.</param>
    /// <param name="edits">The edits.</param>
    /// <param name="permit">Says why what the edits did is not kept; null: it is.</param>
    /// <param name="cancellationToken">Stop.</param>
    public Task<Answer<EditedDraft>> EditAsync(
        string name, string? revision, ImmutableArray<ConfigurationEdit> edits, Func<EditOutcome, Refusal?> permit, CancellationToken cancellationToken) =>
        EditInTurnAsync<EditedDraft>(
            async () =>
            {
                var found = await FindDraftAsync(name, revision, cancellationToken);
                if (!found.TryGet(out var draft, out var missing))
                {
                    return missing;
                }

                var before = await RevisionAsync(draft.Revision, cancellationToken);
                var outcome = ConfigurationEditor.Apply(before.Book, edits);
                if (outcome.Refusal is null && permit(outcome) is { } forbidden)
                {
                    return forbidden;
                }

                if (outcome.Refusal is not null || outcome.Book.Image.HasSameFiles(before.Book.Image))
                {
                    return new EditedDraft(draft, outcome);
                }

                var kept = await KeepAsync(draft, before, outcome.Book, cancellationToken);
                return kept.TryGet(out var after, out var refusal) ? new EditedDraft(after, outcome) : refusal;
            },
            cancellationToken);

    /// <summary>Replaces the text of one file in a draft; null removes it.</summary>
    public Task<Answer<Draft>> WriteFileAsync(string name, string? revision, string path, ReadOnlyMemory<byte>? content, CancellationToken cancellationToken) =>
        EditInTurnAsync<Draft>(
            async () =>
            {
                var found = await FindDraftAsync(name, revision, cancellationToken);
                if (!found.TryGet(out var draft, out var missing))
                {
                    return missing;
                }

                var before = await RevisionAsync(draft.Revision, cancellationToken);
                if (!before.Book.Image.Files.ContainsKey(path) && (content is null || !ConfigurationFolders.WouldRead(before.Book, path)))
                {
                    return new Refusal(RefusalKind.NotFound, "there is no such file; a new one is a .cfg file in a directory that a cfg_dir of the main file names");
                }

                var image = content is { } bytes ? before.Book.Image.With(path, bytes) : before.Book.Image.Without(path);
                return image.HasSameFiles(before.Book.Image) ? draft : await KeepAsync(draft, before, DefinitionBook.Read(image, MainFiles), cancellationToken);
            },
            cancellationToken);

    /// <summary>Replaces all files of a draft, as a source of configuration does that proposes a whole.</summary>
    public Task<Answer<Draft>> WriteAsync(string name, string? revision, ConfigurationImage image, CancellationToken cancellationToken) =>
        EditInTurnAsync<Draft>(
            async () =>
            {
                var found = await FindDraftAsync(name, revision, cancellationToken);
                if (!found.TryGet(out var draft, out var missing))
                {
                    return missing;
                }

                var before = await RevisionAsync(draft.Revision, cancellationToken);
                return image.HasSameFiles(before.Book.Image) ? draft : await KeepAsync(draft, before, DefinitionBook.Read(image, MainFiles), cancellationToken);
            },
            cancellationToken);

    /// <summary>Describes the edits of a draft as one change.</summary>
    public Task<Answer<Draft>> CommitAsync(string name, string author, string message, CancellationToken cancellationToken) => EditInTurnAsync<Draft>(
        async () =>
        {
            if (Fault(author, message) is { } fault)
            {
                return fault;
            }

            var found = await FindDraftAsync(name, null, cancellationToken);
            if (!found.TryGet(out var draft, out var missing))
            {
                return missing;
            }

            _ = DraftName.TryParse(name, out var refs);
            var tree = await _refs.TreeAsync(draft.Revision, cancellationToken);
            if (tree == await _refs.TreeAsync(draft.Head, cancellationToken))
            {
                if (draft.HasEdits)
                {
                    await _refs.RemoveAsync(refs.Edits, cancellationToken);
                }

                return new Refusal(RefusalKind.Invalid, "there is nothing to commit: the draft holds no edits");
            }

            var commit = await _objects.CommitAsync(tree, [draft.Head], author, message, cancellationToken);
            if (!await _refs.MoveAsync(refs.Branch, commit, draft.Head, cancellationToken))
            {
                return Moved();
            }

            await _refs.RemoveAsync(refs.Edits, cancellationToken);
            return draft with { Head = commit, Revision = commit };
        },
        cancellationToken);

    /// <summary>Takes back the edits of a draft that are not committed. They stay in the repository for as long as git keeps what nothing names.</summary>
    public Task<Answer<Draft>> UndoAsync(string name, CancellationToken cancellationToken) => EditInTurnAsync<Draft>(
        async () =>
        {
            var found = await FindDraftAsync(name, null, cancellationToken);
            if (!found.TryGet(out var draft, out var missing))
            {
                return missing;
            }

            _ = DraftName.TryParse(name, out var refs);
            if (draft.HasEdits)
            {
                await _refs.RemoveAsync(refs.Edits, cancellationToken);
            }

            return draft with { Revision = draft.Head };
        },
        cancellationToken);

    /// <summary>Closes a draft without merging it. What it held stays under <c>refs/tsuba/closed</c>.</summary>
    public Task<Answer<Draft>> DiscardAsync(string name, CancellationToken cancellationToken) => EditInTurnAsync<Draft>(
        async () =>
        {
            var found = await FindDraftAsync(name, null, cancellationToken);
            if (!found.TryGet(out var draft, out var missing))
            {
                return missing;
            }

            _ = DraftName.TryParse(name, out var refs);
            await CloseAsync(refs, draft.Revision, cancellationToken);
            return draft;
        },
        cancellationToken);

    private static Refusal Moved() => new(RefusalKind.Moved, "somebody else changed it meanwhile; read it again and repeat");

    private static Refusal? Fault(string author, string message) =>
        !RefNames.IsAuthor(author) ? new Refusal(RefusalKind.Invalid, "the name of an author has 1 to 100 characters, none of them a slash or a control character")
        : message.Trim().Length is 0 or > 10_000 || message.Any(letter => char.IsControl(letter) && letter is not '\n' and not '\t')
            ? new Refusal(RefusalKind.Invalid, "a message says in 1 to 10000 characters what the change is for")
            : null;

    private async Task<Answer<Draft>> FindDraftAsync(string name, string? revision, CancellationToken cancellationToken)
    {
        if (!DraftName.TryParse(name, out var draft) || await _refs.FindAsync(draft.Branch, cancellationToken) is not { } head)
        {
            return new Refusal(RefusalKind.NotFound, $"there is no open draft {Shown(name)}");
        }

        var held = await _refs.FindAsync(draft.Edits, cancellationToken) ?? head;
        return revision is not null && revision != held ? Moved() : new Draft(name, draft.Author, head, held);
    }

    private async Task<Answer<Draft>> KeepAsync(Draft draft, Revision before, DefinitionBook after, CancellationToken cancellationToken)
    {
        _ = DraftName.TryParse(draft.Name, out var refs);
        var tree = await _objects.WriteTreeAsync(after.Image, before.Commit, before.Book.Image, cancellationToken);
        var commit = await _objects.CommitAsync(tree, [draft.Head], draft.Author, "Edits that are not committed", cancellationToken);
        if (!await _refs.MoveAsync(refs.Edits, commit, draft.HasEdits ? draft.Revision : null, cancellationToken))
        {
            return Moved();
        }

        Remember(new Revision(commit, after));
        return draft with { Revision = commit };
    }

    // The copy first: a crash in between leaves a draft that is closed again.
    private async Task CloseAsync(DraftName draft, string held, CancellationToken cancellationToken)
    {
        await _refs.MoveAsync(draft.Closed, held, await _refs.FindAsync(draft.Closed, cancellationToken), cancellationToken);
        if (await _refs.FindAsync(draft.Edits, cancellationToken) is not null)
        {
            await _refs.RemoveAsync(draft.Edits, cancellationToken);
        }

        await _refs.RemoveAsync(draft.Branch, cancellationToken);
    }

    // What was cut off behind its one step that counts: a commit that still has its edits beside it, a merge whose draft is still open.
    private async Task FinishAsync(CancellationToken cancellationToken)
    {
        foreach (var draft in (await DraftsAsync(cancellationToken)).Where(draft => draft.HasEdits))
        {
            _ = DraftName.TryParse(draft.Name, out var refs);
            if (await _refs.TreeAsync(draft.Head, cancellationToken) == await _refs.TreeAsync(draft.Revision, cancellationToken))
            {
                await _refs.RemoveAsync(refs.Edits, cancellationToken);
            }
        }

        if (await _refs.FindAsync(RefNames.Staging, cancellationToken) is not { } staging)
        {
            return;
        }

        foreach (var latest in (await _refs.LogAsync(staging, 0, 1, cancellationToken)).Where(change => change.Parents.Length > 1))
        {
            foreach (var draft in (await DraftsAsync(cancellationToken)).Where(draft => draft.Head == latest.Parents[1] && !draft.HasEdits))
            {
                _ = DraftName.TryParse(draft.Name, out var refs);
                await CloseAsync(refs, draft.Head, cancellationToken);
            }
        }
    }
}
