using System.Collections.Frozen;
using System.Collections.Immutable;
using Tsuba.LiveState.Columns;
using Tsuba.Model.Items;
using Tsuba.Model.Objects;
using Tsuba.Model.Snapshots;

namespace Tsuba.LiveState;

/// <summary>Joins the items of all parts into one site.</summary>
internal static class LiveSiteBuilder
{
    private static readonly Comparison<LiveHost> ByName = (left, right) => string.CompareOrdinal(left.Host.HostName, right.Host.HostName);
    private static readonly Comparison<LiveService> ByHostAndDescription = CompareServices;

    internal static LiveSite Build(IReadOnlyCollection<LivePart> parts, LiveSite before)
    {
        var items = new Dictionary<ItemId, LiveItem>(parts.Sum(part => part.Hosts.Length + part.Services.Length));

        // An item on its way between two parts is in both, and statuses reach the one that the table knows.
        var isAnyTwice = before.Items.Count != before.Hosts.Length + before.Services.Length;
        foreach (var part in parts)
        {
            Add(part.Hosts);
            Add(part.Services);
        }

        var hosts = SortedLists.Merge(parts.Select(part => part.Hosts), ByName);
        var services = SortedLists.Merge(parts.Select(part => part.Services), ByHostAndDescription);
        return new LiveSite
        {
            Hosts = hosts,
            Services = services,
            Words = SiteWords.Of(hosts, services),
            Items = items,
            Contacts = Merge(parts, part => part.Snapshot.Contacts),
            ContactGroups = Merge(parts, part => part.Snapshot.ContactGroups),
            Commands = Merge(parts, part => part.Snapshot.Commands),
            TimePeriods = Merge(parts, part => part.Snapshot.TimePeriods),
            HostGroups = Merge(parts, part => part.Snapshot.HostGroups).ToFrozenDictionary(
                pair => pair.Key,
                pair => new LiveHostGroup(pair.Value, Members(parts, part => part.Snapshot.HostGroups.GetValueOrDefault(pair.Key)?.Members ?? [], items, ByName)),
                StringComparer.Ordinal),
            ServiceGroups = Merge(parts, part => part.Snapshot.ServiceGroups).ToFrozenDictionary(
                pair => pair.Key,
                pair => new LiveServiceGroup(pair.Value, Members(parts, part => part.Snapshot.ServiceGroups.GetValueOrDefault(pair.Key)?.Members ?? [], items, ByHostAndDescription)),
                StringComparer.Ordinal),
            Dependencies = [.. parts.SelectMany(part => part.Snapshot.Dependencies)],
            Settings = parts.Select(part => part.Snapshot.Settings).FirstOrDefault() ?? new MainSettings(),
        };

        void Add<TItem>(ImmutableArray<TItem> added)
            where TItem : LiveItem
        {
            foreach (var item in added)
            {
                if (isAnyTwice)
                {
                    item.Adopt(before);
                }

                item.Neighbours = items;
                items[item.Definition.Id] = item;
            }
        }
    }

    private static FrozenDictionary<string, TObject> Merge<TObject>(
        IReadOnlyCollection<LivePart> parts,
        Func<LivePart, FrozenDictionary<string, TObject>> table)
    {
        if (parts.Count == 1)
        {
            return table(parts.First());
        }

        var merged = new Dictionary<string, TObject>(StringComparer.Ordinal);
        foreach (var part in parts)
        {
            foreach (var (name, value) in table(part))
            {
                merged.TryAdd(name, value);
            }
        }

        return merged.ToFrozenDictionary(StringComparer.Ordinal);
    }

    private static ImmutableArray<TLive> Members<TItem, TLive>(
        IReadOnlyCollection<LivePart> parts, Func<LivePart, ImmutableArray<TItem>> members, Dictionary<ItemId, LiveItem> items, Comparison<TLive> order)
        where TItem : Item
        where TLive : LiveItem =>
        SortedLists.Merge(
            parts.Select(part => members(part).Select(member => items.GetValueOrDefault(member.Id)).OfType<TLive>().ToImmutableArray()),
            order);

    private static int CompareServices(LiveService left, LiveService right)
    {
        var byHost = string.CompareOrdinal(left.Host.Host.HostName, right.Host.Host.HostName);
        return byHost != 0 ? byHost : string.CompareOrdinal(left.Service.Description, right.Service.Description);
    }
}
