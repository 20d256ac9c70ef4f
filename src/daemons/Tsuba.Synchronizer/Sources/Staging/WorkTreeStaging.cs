using System.Collections.Immutable;
using Tsuba.Configuration.Edits;
using Tsuba.Synchronizer.Core.Sources.Planning;
using Tsuba.Synchronizer.Core.Sources.Reading;
using Tsuba.Synchronizer.Versions;

namespace Tsuba.Synchronizer.Sources.Staging;

/// <summary>
/// Staging of the work tree. A change set of a source is a draft of its own, in the source's name, that is committed and merged at once:
/// either all of it is in staging afterwards, or the draft is closed and nothing is.
/// </summary>
internal sealed class WorkTreeStaging(WorkTree tree) : ISourceStaging
{
    private StagedObjects _last = new("", ImmutableDictionary<ObjectName, ImmutableSortedDictionary<string, string>>.Empty);

    public async Task<StagedObjects> ReadAsync(CancellationToken cancellationToken)
    {
        if (!(await tree.ReadAsync("staging", cancellationToken)).TryGet(out var revision, out _))
        {
            return new StagedObjects("", ImmutableDictionary<ObjectName, ImmutableSortedDictionary<string, string>>.Empty);
        }

        var last = Volatile.Read(ref _last);
        if (last.Version == revision.Commit)
        {
            return last;
        }

        var objects = new Dictionary<ObjectName, ImmutableSortedDictionary<string, string>>();
        foreach (var (name, _, properties) in Named(revision.Book))
        {
            objects.TryAdd(name, properties.RemoveRange(name.Properties().Select(property => property.Key)));
        }

        var staged = new StagedObjects(revision.Commit, objects);
        Volatile.Write(ref _last, staged);
        return staged;
    }

    public async Task<ChangeSetOutcome> WriteAsync(SourceChangeSet changes, CancellationToken cancellationToken)
    {
        var author = $"source {changes.Source}";
        if (!(await tree.OpenDraftAsync(author, cancellationToken)).TryGet(out var draft, out var refusal))
        {
            return new ChangeSetOutcome(false, "", refusal.Message);
        }

        var outcome = draft.Head == changes.Version
            ? await FillAsync(draft, author, changes, cancellationToken)
            : new ChangeSetOutcome(false, "", "staging has changed since the proposals were made; look at them again");
        if (!outcome.Accepted)
        {
            await tree.DiscardAsync(draft.Name, cancellationToken);
        }

        return outcome;
    }

    private async Task<ChangeSetOutcome> FillAsync(Draft draft, string author, SourceChangeSet changes, CancellationToken cancellationToken)
    {
        if (!(await tree.ReadAsync(draft.Name, cancellationToken)).TryGet(out var revision, out var refusal))
        {
            return new ChangeSetOutcome(false, "", refusal.Message);
        }

        var edits = new StagingEdits(revision.Book, Named(revision.Book).Select(entry => KeyValuePair.Create(entry.Name, entry.Id)), changes.Source).Of(changes.Edits);
        if (!(await tree.EditAsync(draft.Name, draft.Revision, edits, _ => null, cancellationToken)).TryGet(out var edited, out refusal))
        {
            return new ChangeSetOutcome(false, "", refusal.Message);
        }

        if (edited.Outcome.Refusal is { } refused)
        {
            var culprit = edited.Outcome.RefusedIndex is >= 0 and var index && index < changes.Edits.Length ? $"{changes.Edits[index].Name}: " : "";
            return new ChangeSetOutcome(false, "", $"{culprit}{refused.Message}");
        }

        var message = changes.By == changes.Source ? changes.Message : $"{changes.Message}\n\nAsked for by {changes.By}.";
        if (!(await tree.CommitAsync(draft.Name, author, message, cancellationToken)).TryGet(out _, out refusal)
            || !(await tree.MergeAsync(draft.Name, author, message, "", [], cancellationToken)).TryGet(out var merged, out refusal))
        {
            return new ChangeSetOutcome(false, "", refusal.Message);
        }

        return new ChangeSetOutcome(true, merged.Commit, "");
    }

    private static IEnumerable<(ObjectName Name, DefinitionId Id, ImmutableSortedDictionary<string, string> Properties)> Named(DefinitionBook book)
    {
        foreach (var definition in book.Definitions.Where(definition => TreeObjects.Takes(definition.Type) && definition.Id.Ordinal == 1))
        {
            var properties = ImmutableSortedDictionary.CreateBuilder<string, string>(StringComparer.Ordinal);
            foreach (var property in definition.Properties)
            {
                properties[property.Name] = property.Value;
            }

            if (ObjectNaming.NameOf(definition.Type, properties) is { } name)
            {
                yield return (name, definition.Id, properties.ToImmutable());
            }
        }
    }
}
