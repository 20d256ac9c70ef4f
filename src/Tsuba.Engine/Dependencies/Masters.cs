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
        }

        return masters;
    }

    /// <summary>The first master in a state of the criteria, with its own masters where a dependency inherits them; null: none.</summary>
    public Item? FirstFailed(Part part, int index, bool execution) =>
        _byDependent.Count == 0 ? null : FirstFailed(part, part.Items[index].Id, execution, []);

    private Item? FirstFailed(Part part, ItemId dependent, bool execution, HashSet<ItemId> seen)
    {
        if (!_byDependent.TryGetValue(dependent, out var list) || !seen.Add(dependent))
        {
            return null;
        }

        foreach (var dependency in list)
        {
            if (!part.Periods.Contains(dependency.Period, part.Now.UtcSeconds))
            {
                continue;
            }

            var master = part.Find(dependency.Master.Id);
            if (master < 0)
            {
                continue;
            }

            var criteria = execution ? dependency.ExecutionCriteria : dependency.NotificationCriteria;
            ref readonly var row = ref part.Rows[master];
            var letter = row.Has(ItemFlags.Checked) ? Names.Option(part.IsHost(master), row.State) : StateOptions.Pending;
            if ((criteria & letter) != 0)
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
