using System.Collections.Immutable;
using Tsuba.Synchronizer.Core.Sources.Definitions;
using Tsuba.Synchronizer.Core.Sources.Memory;
using Tsuba.Synchronizer.Core.Sources.Reading;

namespace Tsuba.Synchronizer.Core.Sources.Planning;

/// <summary>One object as all sources together want it: each property from the strongest source that gives it.</summary>
/// <param name="Name">What it is to be called.</param>
/// <param name="Contributions">Who brings it, the strongest first.</param>
internal sealed record MergedObject(ObjectName Name, ImmutableArray<Contribution> Contributions)
{
    /// <summary>Names of its sources.</summary>
    internal ImmutableArray<string> Sources => [.. Contributions.Select(contribution => contribution.Source.Name)];

    /// <summary>Whether no source brings it any more.</summary>
    internal bool IsAway => Contributions.All(contribution => contribution.Entry.VanishedSince is not null);

    /// <summary>Whether it has been away from all of its sources long enough to be switched off.</summary>
    internal bool IsToDisable => Contributions.All(contribution => contribution.Entry.IsAwayFor(contribution.LastSound, contribution.Source.DisableAfter));

    /// <summary>Whether it has been away from all of its sources long enough to be deleted.</summary>
    internal bool IsToDelete => Contributions.All(contribution => contribution.Entry.IsAwayFor(contribution.LastSound, contribution.Source.DeleteAfter));

    /// <summary>The name under which it stands in the configuration, where a contribution knows one that differs.</summary>
    internal ObjectName? OldName => Contributions
        .Select(contribution => contribution.Entry.AppliedName)
        .FirstOrDefault(applied => applied is { } name && name != Name);

    /// <summary>The properties that are wanted, with the source of each.</summary>
    internal ImmutableSortedDictionary<string, (string Value, string Source)> Wanted()
    {
        var wanted = ImmutableSortedDictionary.CreateBuilder<string, (string, string)>(StringComparer.Ordinal);
        foreach (var contribution in Contributions)
        {
            foreach (var (property, value) in contribution.Entry.Properties)
            {
                wanted.TryAdd(property, (value, contribution.Source.Name));
            }
        }

        foreach (var (property, value) in IsToDisable ? Disabling.PropertiesOf(Name) : [])
        {
            wanted[property] = (value, "");
        }

        return wanted.ToImmutable();
    }

    /// <summary>
    /// All objects of all sources. What one source no longer brings while another still does keeps its part of the object until
    /// its delete_after is over.
    /// </summary>
    internal static IEnumerable<MergedObject> Of(SourceDefinitions definitions, SourceLedger ledger)
    {
        var all = from source in definitions.All
                  let memory = ledger.Of(source.Name)
                  from entry in memory.Entries.Values
                  select new Contribution(source, entry, memory.LastSound);
        return all.GroupBy(contribution => contribution.Entry.Name)
            .Select(group => new MergedObject(group.Key, Lasting([.. group])))
            .OrderBy(merged => merged.Name);
    }

    private static ImmutableArray<Contribution> Lasting(ImmutableArray<Contribution> all)
    {
        var lasting = all.RemoveAll(contribution => contribution.Entry.IsAwayFor(contribution.LastSound, contribution.Source.DeleteAfter));
        return lasting.IsEmpty ? all : lasting;
    }
}
