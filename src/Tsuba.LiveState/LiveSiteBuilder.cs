using System.Collections.Frozen;
using System.Collections.Immutable;
using Tsuba.Model.Items;
using Tsuba.Model.Objects;
using Tsuba.Model.Snapshots;

namespace Tsuba.LiveState;

/// <summary>Joins the definitions of all parts into one site; items that were there before keep their status.</summary>
internal static class LiveSiteBuilder
{
    internal static LiveSite Build(IReadOnlyCollection<KeyValuePair<int, ConfigurationSnapshot>> parts, LiveSite before)
    {
        var hosts = new List<LiveHost>();
        var services = new List<LiveService>();
        var items = new Dictionary<ItemId, LiveItem>();
        foreach (var (part, snapshot) in parts)
        {
            foreach (var host in snapshot.Hosts)
            {
                var live = Adopt(new LiveHost(part, host), before);
                hosts.Add(live);
                items[host.Id] = live;
                live.Services = [.. host.Services.Select(service => Adopt(new LiveService(live, service), before))];
                foreach (var service in live.Services)
                {
                    services.Add(service);
                    items[service.Service.Id] = service;
                }
            }
        }

        var all = items.ToFrozenDictionary();
        foreach (var item in all.Values)
        {
            item.Neighbours = all;
        }

        hosts.Sort((left, right) => string.CompareOrdinal(left.Host.HostName, right.Host.HostName));
        services.Sort(CompareServices);
        return new LiveSite
        {
            Hosts = [.. hosts],
            Services = [.. services],
            Items = all,
            Contacts = Merge(parts, snapshot => snapshot.Contacts),
            ContactGroups = Merge(parts, snapshot => snapshot.ContactGroups),
            Commands = Merge(parts, snapshot => snapshot.Commands),
            TimePeriods = Merge(parts, snapshot => snapshot.TimePeriods),
            HostGroups = Merge(parts, snapshot => snapshot.HostGroups).ToFrozenDictionary(
                pair => pair.Key,
                pair => new LiveHostGroup(pair.Value, Members<HostGroup, LiveHost>(parts, items, pair.Key, snapshot => snapshot.HostGroups, group => group.Members.Select(host => host.Id))),
                StringComparer.Ordinal),
            ServiceGroups = Merge(parts, snapshot => snapshot.ServiceGroups).ToFrozenDictionary(
                pair => pair.Key,
                pair => new LiveServiceGroup(pair.Value, Members<ServiceGroup, LiveService>(parts, items, pair.Key, snapshot => snapshot.ServiceGroups, group => group.Members.Select(service => service.Id))),
                StringComparer.Ordinal),
            Settings = parts.Select(part => part.Value.Settings).FirstOrDefault() ?? new MainSettings(),
        };
    }

    private static TItem Adopt<TItem>(TItem item, LiveSite before)
        where TItem : LiveItem
    {
        if (before.Items.TryGetValue(item.Definition.Id, out var old))
        {
            item.Status = old.Status;
        }

        return item;
    }

    private static FrozenDictionary<string, TObject> Merge<TObject>(
        IReadOnlyCollection<KeyValuePair<int, ConfigurationSnapshot>> parts,
        Func<ConfigurationSnapshot, FrozenDictionary<string, TObject>> table)
    {
        var merged = new Dictionary<string, TObject>(StringComparer.Ordinal);
        foreach (var (_, snapshot) in parts)
        {
            foreach (var (name, value) in table(snapshot))
            {
                merged.TryAdd(name, value);
            }
        }

        return merged.ToFrozenDictionary(StringComparer.Ordinal);
    }

    private static ImmutableArray<TItem> Members<TGroup, TItem>(
        IReadOnlyCollection<KeyValuePair<int, ConfigurationSnapshot>> parts,
        Dictionary<ItemId, LiveItem> items,
        string name,
        Func<ConfigurationSnapshot, FrozenDictionary<string, TGroup>> table,
        Func<TGroup, IEnumerable<ItemId>> members)
        where TItem : LiveItem
        where TGroup : class =>
        [
            .. parts
                .Select(part => table(part.Value).GetValueOrDefault(name))
                .OfType<TGroup>()
                .SelectMany(members)
                .Distinct()
                .Select(id => items.GetValueOrDefault(id))
                .OfType<TItem>()
                .OrderBy(item => item.Definition.Name.ToString(), StringComparer.Ordinal),
        ];

    private static int CompareServices(LiveService left, LiveService right)
    {
        var byHost = string.CompareOrdinal(left.Host.Host.HostName, right.Host.Host.HostName);
        return byHost != 0 ? byHost : string.CompareOrdinal(left.Service.Description, right.Service.Description);
    }
}
