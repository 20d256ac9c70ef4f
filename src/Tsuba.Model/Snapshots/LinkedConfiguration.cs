using System.Collections.Frozen;
using System.Collections.Immutable;
using Tsuba.Model.Definitions;
using Tsuba.Model.Items;
using Tsuba.Model.Objects;
using Tsuba.Model.Snapshots.Building;

namespace Tsuba.Model.Snapshots;

/// <summary>
/// A snapshot with what is needed to link a changed configuration from it: items that did not change are taken over without a look at their
/// sources. The outcome equals that of <see cref="SnapshotBuilder.Build(ResolvedConfiguration)"/>. Immutable; made by
/// <see cref="SnapshotBuilder.Link(ResolvedConfiguration, out ImmutableArray{Diagnostics.Diagnostic})"/>.
/// </summary>
public sealed class LinkedConfiguration
{
    private readonly BuildContext _shared;
    private readonly string _defaultRealm;
    private readonly ImmutableArray<RuleSource> _rules;

    internal LinkedConfiguration(ConfigurationSnapshot snapshot, BuildContext shared, string defaultRealm, ImmutableArray<RuleSource> rules)
    {
        Snapshot = snapshot;
        _shared = shared;
        _defaultRealm = defaultRealm;
        _rules = rules;
    }

    /// <summary>The snapshot.</summary>
    public ConfigurationSnapshot Snapshot { get; }

    /// <summary>Whether objects of a type are hosts or services, of which <see cref="With"/> needs the changed ones only.</summary>
    public static bool IsItem(ObjectType type) => type is ObjectType.Host or ObjectType.Service;

    /// <summary>The id that a host or service has in a snapshot.</summary>
    /// <param name="item">Its source.</param>
    public static ItemId IdOf(ResolvedObject item)
    {
        ArgumentNullException.ThrowIfNull(item);
        if (item.Type == ObjectType.Host)
        {
            return ItemId.OfHost(item.Key);
        }

        var (host, description) = ItemLinker.ServiceName(item);
        return ItemId.OfService(host, description);
    }

    /// <summary>Name of the host that a service belongs to.</summary>
    /// <param name="service">Its source.</param>
    public static string HostOf(ResolvedObject service) => ItemLinker.ServiceName(service).Host;

    /// <summary>Whether objects of a type join items, of which <see cref="With"/> needs all. What is neither this nor an item must not differ at all.</summary>
    public static bool IsRelation(ObjectType type) =>
        type is ObjectType.HostGroup or ObjectType.ServiceGroup or ObjectType.HostDependency or ObjectType.ServiceDependency;

    /// <summary>
    /// Links another configuration that differs in hosts, services, groups and dependencies only. Items that are kept are copied, since they
    /// lead to their relations and those of a snapshot never change; their compiled policies, texts and calls are the same instances.
    /// </summary>
    /// <param name="generation">Its generation.</param>
    /// <param name="gone">Items of this snapshot that are not kept: removed, or among <paramref name="items"/> again.</param>
    /// <param name="items">Hosts and services that are new or may have changed.</param>
    /// <param name="relations">All groups and dependencies, in the order of a resolved configuration.</param>
    /// <returns>Null where it has an error, or cannot be told from these alone: the whole has to be built then.</returns>
    public LinkedConfiguration? With(long generation, IReadOnlySet<ItemId> gone, IEnumerable<ResolvedObject> items, IEnumerable<ResolvedObject> relations)
    {
        ArgumentNullException.ThrowIfNull(gone);
        var context = _shared.ForOtherItems();
        var byType = SnapshotBuilder.ByType(items.Concat(relations));
        var linker = new ItemLinker(context, _defaultRealm);
        linker.LinkHosts(byType[(int)ObjectType.Host], KeptHosts(gone));
        linker.LinkServices(byType[(int)ObjectType.Service], KeptServices(gone));
        var joined = ItemRelations.Link(byType, linker.Items, context);
        if (context.HasErrors || Rules(linker, gone) is not { } rules)
        {
            return null;
        }

        var snapshot = new ConfigurationSnapshot
        {
            Profile = Snapshot.Profile,
            Generation = generation,
            Settings = Snapshot.Settings,
            Hosts = linker.Hosts,
            Services = linker.Services,
            Items = linker.Items.ToFrozenDictionary(),
            Contacts = Snapshot.Contacts,
            ContactGroups = Snapshot.ContactGroups,
            HostGroups = joined.HostGroups,
            ServiceGroups = joined.ServiceGroups,
            Commands = Snapshot.Commands,
            TimePeriods = Snapshot.TimePeriods,
            Dependencies = joined.Dependencies,
            ResourceMacros = Snapshot.ResourceMacros,
        };
        BusinessRuleChecks.Run([.. rules.Select(rule => (rule.Owner, rule.Host!))], snapshot, context); // Rules gives none without its host.
        return context.HasErrors ? null : new LinkedConfiguration(snapshot, _shared, _defaultRealm, rules);
    }

    private List<Host> KeptHosts(IReadOnlySet<ItemId> gone)
    {
        var kept = new List<Host>(Snapshot.Hosts.Length);
        foreach (var host in Snapshot.Hosts)
        {
            if (!gone.Contains(host.Id))
            {
                kept.Add(host.Detached());
            }
        }

        return kept;
    }

    private List<Service> KeptServices(IReadOnlySet<ItemId> gone)
    {
        var kept = new List<Service>(Snapshot.Services.Length);
        foreach (var service in Snapshot.Services)
        {
            if (!gone.Contains(service.Id))
            {
                kept.Add(service);
            }
        }

        return kept;
    }

    // A rule may name any item, so all rules are judged again. One whose host has no source at hand cannot be.
    private ImmutableArray<RuleSource>? Rules(ItemLinker linker, IReadOnlySet<ItemId> gone)
    {
        var hosts = _rules.Where(rule => !gone.Contains(rule.HostItem)).DistinctBy(rule => rule.HostItem).ToDictionary(rule => rule.HostItem, rule => rule.Host);
        var rules = ImmutableArray.CreateBuilder<RuleSource>();
        foreach (var rule in _rules.Where(rule => !gone.Contains(rule.Item)).Concat(linker.Rules))
        {
            var host = linker.SourceOf(rule.HostItem) ?? hosts.GetValueOrDefault(rule.HostItem);
            if (host is null)
            {
                return null;
            }

            rules.Add(rule with { Host = host });
        }

        return rules.ToImmutable();
    }
}
