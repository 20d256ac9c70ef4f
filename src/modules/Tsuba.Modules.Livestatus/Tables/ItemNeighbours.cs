using Tsuba.LiveState;
using Tsuba.Model.Items;
using Tsuba.Model.Objects;

namespace Tsuba.Modules.Livestatus.Tables;

/// <summary>What each item depends on and what depends on it: the network, the own host, declared dependencies. Immutable.</summary>
internal sealed class ItemNeighbours
{
    private readonly Dictionary<ItemId, List<Dependency>> _masters = [];
    private readonly Dictionary<ItemId, List<Item>> _dependents = [];

    public ItemNeighbours(LiveSite site)
    {
        foreach (var dependency in site.Dependencies)
        {
            Add(_masters, dependency.Dependent.Id, dependency);
            Add(_dependents, dependency.Master.Id, dependency.Dependent);
        }
    }

    /// <summary>Declared dependencies of an item.</summary>
    public IReadOnlyList<Dependency> MastersOf(LiveItem item) => _masters.GetValueOrDefault(item.Definition.Id) ?? [];

    /// <summary>Names of all that an item depends on: <c>host</c> or <c>host/service</c>.</summary>
    public void WriteParents(LiveItem item, ListCell cell)
    {
        if (item is LiveHost host)
        {
            Write(host.Host.ParentNames, cell);
        }
        else if (item is LiveService service)
        {
            cell.Add(service.Host.Host.HostName);
        }

        foreach (var dependency in MastersOf(item))
        {
            cell.Add(NameOf(dependency.Master));
        }
    }

    /// <summary>Names of all that depends on an item.</summary>
    public void WriteChildren(LiveItem item, ListCell cell)
    {
        if (item is LiveHost host)
        {
            foreach (var child in host.Host.Children)
            {
                cell.Add(child.HostName);
            }

            foreach (var service in host.Services)
            {
                cell.Add(NameOf(service.Service));
            }
        }

        foreach (var dependent in _dependents.GetValueOrDefault(item.Definition.Id) ?? [])
        {
            cell.Add(NameOf(dependent));
        }
    }

    private static void Write(IEnumerable<string> names, ListCell cell)
    {
        foreach (var name in names)
        {
            cell.Add(name);
        }
    }

    private static string NameOf(Item item) => item is Service service ? $"{service.Host.HostName}/{service.Description}" : item.Name.Host;

    private static void Add<TValue>(Dictionary<ItemId, List<TValue>> table, ItemId key, TValue value)
    {
        if (!table.TryGetValue(key, out var list))
        {
            table[key] = list = [];
        }

        list.Add(value);
    }
}
