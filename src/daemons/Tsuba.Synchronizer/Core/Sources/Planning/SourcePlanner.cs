using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Globalization;
using Tsuba.Synchronizer.Core.Sources.Definitions;
using Tsuba.Synchronizer.Core.Sources.Memory;
using Tsuba.Synchronizer.Core.Sources.Reading;

namespace Tsuba.Synchronizer.Core.Sources.Planning;

/// <summary>
/// Compares what the sources brought with staging and proposes changes. Pure: the same ledger and the same staging give the same
/// plan, so a preview shows exactly what applying would do.
/// </summary>
public sealed class SourcePlanner
{
    private readonly SourceLedger _ledger;
    private readonly StagedObjects _staged;
    private readonly ImmutableArray<MergedObject> _merged;
    private readonly FrozenDictionary<ObjectName, MergedObject> _byName;

    // Those that are to leave a name, by that name.
    private readonly ILookup<ObjectName, MergedObject> _renames;
    private readonly ImmutableArray<ProposedChange>.Builder _changes = ImmutableArray.CreateBuilder<ProposedChange>();
    private readonly ImmutableArray<Agreement>.Builder _agreements = ImmutableArray.CreateBuilder<Agreement>();

    // Names of objects that are away and have been spoken for.
    private readonly HashSet<ObjectName> _ageing = [];
    private readonly ImmutableArray<ObjectName>.Builder _gone = ImmutableArray.CreateBuilder<ObjectName>();

    private SourcePlanner(SourceDefinitions definitions, SourceLedger ledger, StagedObjects staged)
    {
        _ledger = ledger;
        _staged = staged;
        _merged = [.. MergedObject.Of(definitions, ledger)];
        _byName = _merged.ToFrozenDictionary(merged => merged.Name);
        _renames = _merged.Where(merged => merged.OldName is not null && !merged.IsAway).ToLookup(merged => merged.OldName!.Value);
    }

    /// <summary>The plan of all sources.</summary>
    public static SourcePlan Plan(SourceDefinitions definitions, SourceLedger ledger, StagedObjects staged)
    {
        ArgumentNullException.ThrowIfNull(definitions);
        ArgumentNullException.ThrowIfNull(ledger);
        ArgumentNullException.ThrowIfNull(staged);
        var planner = new SourcePlanner(definitions, ledger, staged);
        foreach (var merged in planner._merged)
        {
            if (merged.IsAway)
            {
                planner.ProposeAgeing(merged);
            }
            else
            {
                planner.Propose(merged);
            }
        }

        return new SourcePlan(staged.Version, planner._changes.ToImmutable(), planner._agreements.ToImmutable(), planner._gone.ToImmutable());
    }

    private void Propose(MergedObject merged)
    {
        if (merged.OldName is { } old)
        {
            ProposeRename(merged, old);
        }
        else if (_staged.Find(merged.Name) is { } current)
        {
            ProposeChanges(merged, merged.Name, current);
        }
        else if (_ledger.Written.ContainsKey(merged.Name))
        {
            Add(ChangeKind.Keep, merged, [], "a person removed it from the configuration; it is not added again");
        }
        else
        {
            Add(ChangeKind.Add, merged, [.. merged.Wanted().Select(pair => new PropertyChange(pair.Key, null, pair.Value.Value, pair.Value.Source))], "it is new");
        }
    }

    /// <summary>
    /// An object that is away ages under the name that it has in the configuration: a name that it was to get and never got may be that
    /// of somebody else's object. Where another key speaks for the object, that one decides.
    /// </summary>
    private void ProposeAgeing(MergedObject merged)
    {
        var standing = merged.OldName ?? merged.Name;
        if (_renames.Contains(standing) || (standing != merged.Name && _byName.ContainsKey(standing)) || !_ageing.Add(standing))
        {
            return;
        }

        var standingObject = merged with { Name = standing };
        if (merged.IsToDelete)
        {
            ProposeDeletion(standingObject);
        }
        else if (_staged.Find(standing) is { } current)
        {
            ProposeChanges(standingObject, standing, current);
        }
    }

    private void ProposeRename(MergedObject merged, ObjectName old)
    {
        if (_byName.TryGetValue(old, out var other) && !other.IsAway && other.OldName is null)
        {
            Add(ChangeKind.Conflict, merged, [], $"{merged.Sources[0]} calls {old} now {merged.Name}, but {other.Sources[0]} still brings {old}", old);
        }
        else if (_renames[old].FirstOrDefault(rival => rival.Name != merged.Name) is { } rival)
        {
            Add(ChangeKind.Conflict, merged, [], $"{merged.Sources[0]} calls {old} now {merged.Name}, but {rival.Sources[0]} calls it {rival.Name}", old);
        }
        else if (_staged.Find(old) is not { } current)
        {
            if (_staged.Find(merged.Name) is { } renamed)
            {
                // A person was faster.
                ProposeChanges(merged, merged.Name, renamed);
            }
            else
            {
                Add(ChangeKind.Keep, merged, [], $"a person removed {old} from the configuration; it is not added under its new name");
            }
        }
        else if (_staged.Find(merged.Name) is not null)
        {
            Add(ChangeKind.Conflict, merged, [], $"{old} is now called {merged.Name}, but there is another object of that name", old);
        }
        else
        {
            ProposeChanges(merged, old, current);
        }
    }

    private void ProposeChanges(MergedObject merged, ObjectName standing, ImmutableSortedDictionary<string, string> current)
    {
        var compared = ThreeWay.Of(merged.Wanted(), _ledger.Written.GetValueOrDefault(standing), current);
        _agreements.Add(new Agreement(standing, merged.Name, compared.Agreed));
        if (standing != merged.Name)
        {
            Add(ChangeKind.Rename, merged, compared.Changes, $"its key is that of {standing}", standing);
        }
        else if (merged.IsToDisable)
        {
            AddIfChanged(ChangeKind.Disable, merged, compared.Changes, Away(merged));
        }
        else if (merged.IsAway)
        {
            Add(ChangeKind.Vanish, merged, compared.Changes, Away(merged));
        }
        else
        {
            AddIfChanged(ChangeKind.Change, merged, compared.Changes, "its source says otherwise");
        }

        if (!compared.Kept.IsEmpty)
        {
            Add(ChangeKind.Keep, merged, compared.Kept, $"a person set {string.Join(", ", compared.Kept.Select(change => change.Property))}");
        }
    }

    private void ProposeDeletion(MergedObject merged)
    {
        if (_staged.Find(merged.Name) is not { } current)
        {
            _gone.Add(merged.Name);
            return;
        }

        var written = _ledger.Written.GetValueOrDefault(merged.Name);
        var isUntouched = written is { IsMade: true }
            && current.Count == written.Properties.Count
            && current.All(pair => written.Properties.TryGetValue(pair.Key, out var value) && value == pair.Value);
        Add(
            isUntouched ? ChangeKind.Delete : ChangeKind.Keep,
            merged,
            [],
            isUntouched ? Away(merged) : $"{Away(merged)}, but a person made or changed it");
    }

    private void AddIfChanged(ChangeKind kind, MergedObject merged, ImmutableArray<PropertyChange> changes, string reason)
    {
        if (!changes.IsEmpty)
        {
            Add(kind, merged, changes, reason);
        }
    }

    private void Add(ChangeKind kind, MergedObject merged, ImmutableArray<PropertyChange> changes, string reason, ObjectName? old = null) =>
        _changes.Add(new ProposedChange(kind, merged.Name, old, merged.Sources, changes, reason));

    private static string Away(MergedObject merged)
    {
        var since = merged.Contributions.Max(contribution => contribution.Entry.VanishedSince) ?? 0;
        return string.Create(CultureInfo.InvariantCulture, $"away since {DateTimeOffset.FromUnixTimeSeconds(since):yyyy-MM-dd HH:mm} UTC");
    }
}
