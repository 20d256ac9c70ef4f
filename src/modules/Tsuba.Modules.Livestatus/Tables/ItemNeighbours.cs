using Tsuba.LiveState;
using Tsuba.Model.Items;
using Tsuba.Model.Objects;

namespace Tsuba.Modules.Livestatus.Tables;

/// <summary>
/// What each item depends on and what depends on it: the network, the own host, declared dependencies. Names that the viewer may not see are left
/// out. Immutable.
/// </summary>
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
    public void WriteParents(LiveItem item, QueryContext context, ListCell cell)
    {
        if (item is LiveHost host)
        {
            WriteParents(host.Host, context, cell);
        }
        else if (item is LiveService service)
        {
            Write(service.Host.Host, context, cell);
        }

        foreach (var dependency in MastersOf(item))
        {
            Write(dependency.Master, context, cell);
        }
    }

    /// <summary>Names of all that depends on an item.</summary>
    public void WriteChildren(LiveItem item, QueryContext context, ListCell cell)
    {
        if (item is LiveHost host)
        {
            WriteChildren(host.Host, context, cell);
            foreach (var service in host.Services)
            {
                Write(service.Service, context, cell);
            }
        }

        foreach (var dependent in _dependents.GetValueOrDefault(item.Definition.Id) ?? [])
        {
            Write(dependent, context, cell);
        }
    }

    /// <summary>Names of the hosts between a host and the monitoring.</summary>
    public static void WriteParents(Host host, QueryContext context, ListCell cell)
    {
        foreach (var name in host.ParentNames)
        {
            if (context.Shows(ItemId.OfHost(name)))
            {
                cell.Add(name);
            }
        }
    }

    /// <summary>Names of the hosts that name a host as a parent.</summary>
    public static void WriteChildren(Host host, QueryContext context, ListCell cell)
    {
        foreach (var child in host.Children)
        {
            Write(child, context, cell);
        }
    }

    private static void Write(Item item, QueryContext context, ListCell cell)
    {
        if (context.Shows(item.Id))
        {
            cell.Add(item is Service service ? $"{service.Host.HostName}/{service.Description}" : item.Name.Host);
        }
    }

    private static void Add<TValue>(Dictionary<ItemId, List<TValue>> table, ItemId key, TValue value)
    {
        if (!table.TryGetValue(key, out var list))
        {
            table[key] = list = [];
        }

        list.Add(value);
    }
}
