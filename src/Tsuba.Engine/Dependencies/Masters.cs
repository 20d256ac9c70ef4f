using Tsuba.Engine.Parts;
using Tsuba.Engine.States;
using Tsuba.Model.Items;
using Tsuba.Model.Objects;
using Tsuba.Model.Snapshots;

namespace Tsuba.Engine.Dependencies;

/// <summary>Declared dependencies by dependent item. Source: reference/shinken.md 3.6 and 4.4.</summary>
internal sealed class Masters
{
    private readonly Dictionary<ItemId, List<Dependency>> _byDependent = [];
    private readonly Dictionary<ItemId, List<ItemId>> _dependents = [];

    /// <summary>None.</summary>
    public static Masters Empty { get; } = new();

    /// <summary>Those of a configuration, in its order.</summary>
    public static Masters Of(ConfigurationSnapshot snapshot)
    {
        var masters = new Masters();
        foreach (var dependency in snapshot.Dependencies)
        {
            if (!masters._byDependent.TryGetValue(dependency.Dependent.Id, out var list))
            {
                masters._byDependent[dependency.Dependent.Id] = list = [];
            }

            list.Add(dependency);
            if (!masters._dependents.TryGetValue(dependency.Master.Id, out var dependents))
            {
                masters._dependents[dependency.Master.Id] = dependents = [];
            }

            dependents.Add(dependency.Dependent.Id);
        }

        return masters;
    }

    /// <summary>The first master in a state of the criteria, with its own masters where a dependency inherits them; null: none.</summary>
    public Item? FirstFailed(Part part, int index, bool execution) =>
        _byDependent.Count == 0 ? null : FirstFailed(part, part.Items[index].Id, execution, []);

    /// <summary>Items that depend on a master.</summary>
    public IReadOnlyList<ItemId> DependentsOf(ItemId master) =>
        _dependents.Count > 0 && _dependents.TryGetValue(master, out var dependents) ? dependents : [];

    /// <summary>Dependencies of an item, in the order of the configuration.</summary>
    public IReadOnlyList<Dependency> Of(ItemId dependent) =>
        _byDependent.Count > 0 && _byDependent.TryGetValue(dependent, out var list) ? list : [];

    /// <summary>Whether a master is in a state of the criteria, inside the period of the dependency.</summary>
    public static bool IsFailed(Part part, Dependency dependency, int master, bool execution)
    {
        if (!part.Periods.Contains(dependency.Period, part.Now.UtcSeconds))
        {
            return false;
        }

        ref readonly var row = ref part.Rows[master];
        var sees = part.Switches.DependenciesSeeSoftStates || part.Settings.SoftStateDependencies;
        var state = sees || row.StateType == StateType.Hard ? row.State : row.LastHardState;
        var letter = row.Has(ItemFlags.Checked) ? Names.Option(part.IsHost(master), state) : StateOptions.Pending;
        return ((execution ? dependency.ExecutionCriteria : dependency.NotificationCriteria) & letter) != 0;
    }

    private Item? FirstFailed(Part part, ItemId dependent, bool execution, HashSet<ItemId> seen)
    {
        if (!_byDependent.TryGetValue(dependent, out var list) || !seen.Add(dependent))
        {
            return null;
        }

        foreach (var dependency in list)
        {
            var master = part.Find(dependency.Master.Id);
            if (master < 0 || !part.Periods.Contains(dependency.Period, part.Now.UtcSeconds))
            {
                continue;
            }

            if (IsFailed(part, dependency, master, execution))
            {
                return dependency.Master;
            }

            if (dependency.InheritsParent && FirstFailed(part, dependency.Master.Id, execution, seen) is { } further)
            {
                return further;
            }
        }

        return null;
    }
}
