using System.Collections.Immutable;
using Tsuba.Synchronizer.Core.Sources.Memory;
using Tsuba.Synchronizer.Core.Sources.Reading;

namespace Tsuba.Synchronizer.Core.Sources.Planning;

/// <summary>What the ledger remembers after a plan was made or applied.</summary>
public static class LedgerUpdate
{
    /// <summary>Remembers what is in staging as sources want it, whoever wrote it, so that later changes of the source reach it, and forgets what is gone.</summary>
    public static SourceLedger Agree(SourceLedger ledger, SourcePlan plan)
    {
        ArgumentNullException.ThrowIfNull(ledger);
        ArgumentNullException.ThrowIfNull(plan);
        var written = ledger.Written.ToBuilder();
        foreach (var agreement in plan.Agreements)
        {
            var before = written.GetValueOrDefault(agreement.Standing)
                ?? new WrittenObject(IsMade: false, ImmutableSortedDictionary.Create<string, string>(StringComparer.Ordinal));
            written[agreement.Standing] = before with { Properties = before.Properties.SetItems(agreement.Properties) };
        }

        written.RemoveRange(plan.Gone);
        return Forget(Anchor(ledger with { Written = written.ToImmutable() }, [.. plan.Agreements.Where(agreement => agreement.Standing == agreement.Wanted).Select(agreement => agreement.Wanted)]), [.. plan.Gone]);
    }

    /// <summary>Remembers what was written.</summary>
    /// <param name="ledger">The ledger before.</param>
    /// <param name="changes">The proposals that are now in staging.</param>
    public static SourceLedger Apply(SourceLedger ledger, IEnumerable<ProposedChange> changes)
    {
        ArgumentNullException.ThrowIfNull(ledger);
        ArgumentNullException.ThrowIfNull(changes);
        var written = ledger.Written.ToBuilder();
        var standing = new HashSet<ObjectName>();
        var gone = new HashSet<ObjectName>();
        foreach (var change in changes.Where(change => change.IsEdit))
        {
            var old = change.OldName ?? change.Name;
            var before = written.GetValueOrDefault(old);
            written.Remove(old);
            if (change.Kind == ChangeKind.Delete)
            {
                gone.Add(change.Name);
                continue;
            }

            standing.Add(change.Name);
            var properties = before?.Properties ?? ImmutableSortedDictionary.Create<string, string>(StringComparer.Ordinal);
            foreach (var property in change.Properties)
            {
                properties = property.After is null ? properties.Remove(property.Property) : properties.SetItem(property.Property, property.After);
            }

            written[change.Name] = new WrittenObject(before?.IsMade ?? change.Kind == ChangeKind.Add, properties);
        }

        return Anchor(Forget(ledger with { Written = written.ToImmutable() }, gone), standing);
    }

    // An entry whose object stands in the configuration under its present name: from now on another name is a rename.
    private static SourceLedger Anchor(SourceLedger ledger, HashSet<ObjectName> standing) =>
        Change(ledger, entry => standing.Contains(entry.Name) && entry.AppliedName != entry.Name ? entry with { AppliedName = entry.Name } : entry);

    // By the name that the object has in the configuration: an entry that was to be renamed goes with it.
    private static SourceLedger Forget(SourceLedger ledger, HashSet<ObjectName> gone) =>
        Change(ledger, entry => entry.VanishedSince is not null && gone.Contains(entry.AppliedName ?? entry.Name) ? null : entry);

    private static SourceLedger Change(SourceLedger ledger, Func<SourceEntry, SourceEntry?> change)
    {
        foreach (var (source, memory) in ledger.Sources)
        {
            var entries = memory.Entries.ToBuilder();
            foreach (var (key, entry) in memory.Entries)
            {
                var changed = change(entry);
                if (changed is null)
                {
                    entries.Remove(key);
                }
                else if (!ReferenceEquals(changed, entry))
                {
                    entries[key] = changed;
                }
            }

            ledger = ledger.With(source, memory with { Entries = entries.ToImmutable() });
        }

        return ledger;
    }
}
