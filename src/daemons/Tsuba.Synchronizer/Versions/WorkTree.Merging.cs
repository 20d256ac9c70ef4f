using System.Collections.Immutable;
using Tsuba.Configuration.Edits;
using Tsuba.Model.Names;
using Tsuba.Synchronizer.Core;

namespace Tsuba.Synchronizer.Versions;

public sealed partial class WorkTree
{
    /// <summary>Merges a draft into staging and closes it. A conflict is answered with everything that must be decided.</summary>
    /// <param name="name">The draft; all its edits are committed.</param>
    /// <param name="author">Who merges.</param>
    /// <param name="message">Of the merge; empty: the messages of the draft.</param>
    /// <param name="token">The <see cref="Refusal.MergeToken"/> that decisions are about; empty where there are none.</param>
    /// <param name="decisions">One for each conflict.</param>
    /// <param name="cancellationToken">Stop.</param>
    public Task<Answer<Revision>> MergeAsync(
        string name, string author, string message, string token, IReadOnlyList<MergeDecision> decisions, CancellationToken cancellationToken) =>
        EditInTurnAsync<Revision>(
            async () =>
            {
                var found = await FindDraftAsync(name, null, cancellationToken);
                if (!found.TryGet(out var draft, out var missing))
                {
                    return missing;
                }

                if (draft.HasEdits)
                {
                    return new Refusal(RefusalKind.Invalid, "the draft has edits that are not committed; commit them, or undo them");
                }

                var ours = await RevisionAsync(await CommitOfAsync("staging", cancellationToken) ?? draft.Head, cancellationToken);
                var ancestor = await _refs.BaseAsync(ours.Commit, draft.Head, cancellationToken);
                if (ancestor is null || ancestor == draft.Head)
                {
                    return new Refusal(RefusalKind.Invalid, "staging has everything that the draft holds");
                }

                var text = message.Trim().Length > 0 ? message : await MessagesAsync(ancestor, draft.Head, cancellationToken);
                if (Fault(author, text) is { } fault)
                {
                    return fault;
                }

                var merged = await MergeAsync(
                    await RevisionAsync(ancestor, cancellationToken), ours, await RevisionAsync(draft.Head, cancellationToken), token, decisions, cancellationToken);
                if (!merged.TryGet(out var book, out var conflict))
                {
                    return conflict;
                }

                var staged = await StageAsync(book, ours, [ours.Commit, draft.Head], author, text, cancellationToken);
                if (staged.TryGet(out _, out _))
                {
                    _ = DraftName.TryParse(name, out var refs);
                    await CloseAsync(refs, draft.Head, cancellationToken);
                }

                return staged;
            },
            cancellationToken);

    /// <summary>Takes one change of staging back, by a change of its own. What others changed at the same place since is a conflict to decide.</summary>
    public Task<Answer<Revision>> RevertAsync(
        string commit, string author, string token, IReadOnlyList<MergeDecision> decisions, CancellationToken cancellationToken) =>
        EditInTurnAsync<Revision>(
            async () =>
            {
                if (await CommitOfAsync(commit, cancellationToken) is not { } full
                    || (await _refs.LogAsync(full, 0, 1, cancellationToken)).FirstOrDefault() is not { } change)
                {
                    return new Refusal(RefusalKind.NotFound, $"there is no change {Shown(commit)}; the history lists them");
                }

                var ours = await RevisionAsync(await CommitOfAsync("staging", cancellationToken) ?? full, cancellationToken);
                if (change.Parents.IsEmpty || await _refs.BaseAsync(ours.Commit, full, cancellationToken) != full)
                {
                    return new Refusal(RefusalKind.Invalid, "only a change that staging holds, and that follows another one, can be taken back");
                }

                if (Fault(author, "x") is { } fault)
                {
                    return fault;
                }

                var merged = await MergeAsync(
                    await RevisionAsync(full, cancellationToken), ours, await RevisionAsync(change.Parents[0], cancellationToken), token, decisions, cancellationToken);
                if (!merged.TryGet(out var book, out var conflict))
                {
                    return conflict;
                }

                return book.Image.HasSameFiles(ours.Book.Image)
                    ? new Refusal(RefusalKind.Invalid, "staging holds nothing of this change any more")
                    : await StageAsync(book, ours, [ours.Commit], author, $"Revert \"{change.Subject}\"\n\nTakes back {full} by {change.Author}.", cancellationToken);
            },
            cancellationToken);

    private async Task<Answer<Revision>> StageAsync(
        DefinitionBook book, Revision ours, ImmutableArray<string> parents, string author, string message, CancellationToken cancellationToken)
    {
        var tree = await _objects.WriteTreeAsync(book.Image, ours.Commit, ours.Book.Image, cancellationToken);
        var commit = await _objects.CommitAsync(tree, parents, author, message, cancellationToken);
        return await _refs.MoveAsync(RefNames.Staging, commit, ours.Commit, cancellationToken) ? Remember(new Revision(commit, book)) : Moved();
    }

    private async Task<string> MessagesAsync(string ancestor, string head, CancellationToken cancellationToken)
    {
        var changes = (await _refs.LogAsync(head, 0, 100, cancellationToken)).TakeWhile(change => change.Commit != ancestor).Reverse().ToList();
        return changes.Count == 1 ? $"{changes[0].Subject}\n\n{changes[0].Body}".Trim() : string.Join('\n', changes.Select(change => change.Subject));
    }

    private async Task<Answer<DefinitionBook>> MergeAsync(
        Revision ancestor, Revision ours, Revision theirs, string token, IReadOnlyList<MergeDecision> decisions, CancellationToken cancellationToken)
    {
        var expected = $"{ours.Commit[..12]}-{theirs.Commit[..12]}";
        if (token.Length > 0 && token != expected)
        {
            return new Refusal(RefusalKind.Moved, "staging or the draft changed since the conflicts were shown; look at them again");
        }

        var image = ours.Book.Image;
        var conflicts = new List<MergeConflict>();
        foreach (var path in ancestor.Book.Image.Files.Keys.Union(theirs.Book.Image.Files.Keys, StringComparer.Ordinal).Order(StringComparer.Ordinal))
        {
            var merge = await MergeFileAsync(path, ancestor, ours, theirs, cancellationToken);
            if (merge.Text is not { } text)
            {
                image = merge.Content is { } content ? image.With(path, content) : image.Without(path);
                continue;
            }

            conflicts.AddRange(ConflictsOf(path, text, ours.Book, theirs.Book));
            image = image.With(path, text.Resolve((index, piece) => Decide(decisions, path, index, piece) ?? piece.Ours));
        }

        var open = conflicts.Where(conflict => decisions.All(decision => decision.Path != conflict.Path || decision.Index != conflict.Index)).ToList();
        if (open.Count > 0)
        {
            return new Refusal(RefusalKind.Conflict, $"{Counted.Of(open.Count, "place")} changed by two authors; decide each of them") { Conflicts = [.. conflicts], MergeToken = expected };
        }

        var book = DefinitionBook.Read(image, MainFiles);
        var twins = book.Definitions.Where(definition => definition.Id.Ordinal > 1 && ours.Book.Find(definition.Id) is null && theirs.Book.Find(definition.Id) is null).ToList();
        return twins.Count > 0
            ? new Refusal(RefusalKind.Conflict, $"both sides added {twins[0].Id with { Ordinal = 1 }}: rename or delete the one in the draft") { MergeToken = expected }
            : book;
    }

    // Text: there is something to decide. Content: what stands there afterwards; null: nothing.
    private async Task<(MergedText? Text, ReadOnlyMemory<byte>? Content)> MergeFileAsync(
        string path, Revision ancestor, Revision ours, Revision theirs, CancellationToken cancellationToken)
    {
        var (from, left, right) = (Content(ancestor, path), Content(ours, path), Content(theirs, path));
        if (AreEqual(from, right) || AreEqual(left, right))
        {
            return (null, left);
        }

        if (AreEqual(from, left))
        {
            return (null, right);
        }

        if (left is null || right is null)
        {
            return (MergedText.Whole(left ?? default, from ?? default, right ?? default), null);
        }

        var merged = await _objects.MergeAsync(left.Value, from ?? default, right.Value, cancellationToken);
        return merged.IsClean ? (null, merged.Resolve((_, piece) => piece.Ours)) : (merged, null);
    }

    private static ReadOnlyMemory<byte>? Content(Revision revision, string path) =>
        revision.Book.Image.Files.TryGetValue(path, out var content) ? content : null;

    private static bool AreEqual(ReadOnlyMemory<byte>? left, ReadOnlyMemory<byte>? right) =>
        left is { } one && right is { } other ? one.Span.SequenceEqual(other.Span) : left is null && right is null;

    private static ReadOnlyMemory<byte>? Decide(IReadOnlyList<MergeDecision> decisions, string path, int index, MergePiece piece) =>
        decisions.FirstOrDefault(decision => decision.Path == path && decision.Index == index) is { } decision
            ? decision.Take switch
            {
                MergeSide.Ours => piece.Ours,
                MergeSide.Theirs => piece.Theirs,
                MergeSide.Both => (byte[])[.. piece.Ours.Span, .. piece.Theirs.Span],
                _ => System.Text.Encoding.UTF8.GetBytes(decision.Text.Length > 0 && !decision.Text.EndsWith('\n') ? decision.Text + "\n" : decision.Text),
            }
            : null;

    private static IEnumerable<MergeConflict> ConflictsOf(string path, MergedText text, DefinitionBook ours, DefinitionBook theirs)
    {
        var (index, ourLine, theirLine) = (0, 1, 1);
        foreach (var piece in text.Pieces)
        {
            var (ourCount, theirCount) = (piece.Ours.Span.Count((byte)'\n'), piece.Theirs.Span.Count((byte)'\n'));
            if (piece.IsConflict)
            {
                yield return new MergeConflict(
                    path,
                    index++,
                    ourLine,
                    [.. Objects(ours, path, ourLine, ourCount).Union(Objects(theirs, path, theirLine, theirCount))],
                    Text(piece.Base),
                    Text(piece.Ours),
                    Text(piece.Theirs));
            }

            ourLine += ourCount;
            theirLine += theirCount;
        }
    }

    private static IEnumerable<DefinitionId> Objects(DefinitionBook book, string path, int line, int count) =>
        book.Definitions
            .Where(definition => definition.Tree.Path == path && definition.Location.Line < line + Math.Max(1, count) && line < definition.EndLine)
            .Select(definition => definition.Id);

    private static string Text(ReadOnlyMemory<byte> bytes) => System.Text.Encoding.UTF8.GetString(bytes.Span);
}
