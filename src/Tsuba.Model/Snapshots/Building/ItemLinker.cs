using System.Collections.Immutable;
using Tsuba.Model.Definitions;
using Tsuba.Model.Diagnostics;
using Tsuba.Model.Items;
using Tsuba.Model.Objects;

namespace Tsuba.Model.Snapshots.Building;

/// <summary>Hosts and services, and the references between them.</summary>
internal sealed class ItemLinker(BuildContext context, string defaultRealm)
{
    private readonly ItemPolicies _hostPolicies = new(ObjectType.Host);
    private readonly ItemPolicies _servicePolicies = new(ObjectType.Service);
    private readonly ItemTexts _hostTexts = new(ItemSchema.Host);
    private readonly ItemTexts _serviceTexts = new(ItemSchema.Service);
    private readonly Dictionary<string, Host> _hosts = new(StringComparer.Ordinal);
    private readonly Dictionary<Host, ResolvedObject> _hostSources = [];

    /// <summary>Hosts in ordinal order of their names.</summary>
    internal ImmutableArray<Host> Hosts { get; private set; } = [];

    /// <summary>Services in ordinal order of host, then description.</summary>
    internal ImmutableArray<Service> Services { get; private set; } = [];

    /// <summary>Hosts and services by id.</summary>
    internal Dictionary<ItemId, Item> Items { get; } = [];

    /// <summary>Items that have a business rule and were linked from a source.</summary>
    internal List<RuleSource> Rules { get; } = [];

    /// <summary>The source of a host that was linked from one; null: it was kept, or is not there.</summary>
    internal ResolvedObject? SourceOf(ItemId host) => Items.GetValueOrDefault(host) is Host linked ? _hostSources.GetValueOrDefault(linked) : null;

    /// <summary>Links hosts.</summary>
    /// <param name="objects">Their sources.</param>
    /// <param name="kept">Hosts that are linked already, each a copy of its own that has no relations.</param>
    internal void LinkHosts(List<ResolvedObject> objects, IReadOnlyCollection<Host> kept)
    {
        var count = objects.Count + kept.Count;
        Items.EnsureCapacity(count);
        _hosts.EnsureCapacity(count);
        var hosts = ImmutableArray.CreateBuilder<Host>(count);
        _hostSources.EnsureCapacity(objects.Count);
        foreach (var host in kept)
        {
            if (Register(host, SourceLocation.None))
            {
                hosts.Add(host);
                _hosts.Add(host.HostName, host);
            }
        }

        foreach (var source in objects)
        {
            var host = LinkHost(source);
            if (Register(host, source.Location))
            {
                hosts.Add(host);
                _hosts.Add(host.HostName, host);
                _hostSources.Add(host, source);
                AddRule(host, source);
            }
        }

        hosts.Sort((left, right) => string.CompareOrdinal(left.HostName, right.HostName));
        Hosts = hosts.DrainToImmutable();
        LinkParents();
    }

    /// <summary>Links services; their hosts must be linked.</summary>
    /// <param name="objects">Their sources.</param>
    /// <param name="kept">Services that are linked already to hosts of these names in another snapshot.</param>
    internal void LinkServices(List<ResolvedObject> objects, IReadOnlyCollection<Service> kept)
    {
        var count = objects.Count + kept.Count;
        Items.EnsureCapacity(Items.Count + count);
        Dictionary<Host, List<Service>> byHost = new(Hosts.Length);
        foreach (var known in kept)
        {
            if (_hosts.TryGetValue(known.Host.HostName, out var host))
            {
                Add(byHost, known.DetachedOn(host), SourceLocation.None);
            }
            else
            {
                context.Report(SnapshotFindings.NameUnknown, SourceLocation.None, $"host_name: there is no host \"{known.Host.HostName}\"");
            }
        }

        foreach (var source in objects)
        {
            if (LinkService(source) is { } service && Add(byHost, service, source.Location))
            {
                AddRule(service, source);
            }
        }

        var services = ImmutableArray.CreateBuilder<Service>(count);
        foreach (var host in Hosts)
        {
            if (byHost.TryGetValue(host, out var list))
            {
                list.Sort((left, right) => string.CompareOrdinal(left.Description, right.Description));
                host.Services = [.. list];
                services.AddRange(list);
            }
        }

        Services = services.DrainToImmutable();
    }

    private Host LinkHost(ResolvedObject source)
    {
        var reader = new ObjectReader(source, context);
        var texts = _hostTexts;
        texts.Load(source);
        var policies = _hostPolicies;
        var modulations = texts.Policy(PropertyGroup.Modulations, policies.Modulations, reader);
        var call = CommandLinker.Call(reader, "check_command");
        var name = source.Key;
        return new Host
        {
            Id = ItemId.OfHost(name),
            HostName = name,
            DisplayName = Shown(source, "display_name", name),
            Alias = Shown(source, "alias", name),
            Address = Shown(source, "address", name),
            FurtherAddresses = texts.HasFurtherAddresses ? FurtherAddresses(source) : [],
            ParentNames = reader.List("parents"),
            Realm = Shown(source, "realm", defaultRealm),
            CheckCommand = call,
            Check = texts.Policy(PropertyGroup.Check, policies.Check, reader),
            Notification = texts.Policy(PropertyGroup.Notification, policies.Notification, reader),
            Flapping = texts.Policy(PropertyGroup.Flapping, policies.Flapping, reader),
            EventHandler = texts.Policy(PropertyGroup.EventHandler, policies.EventHandler, reader),
            BusinessRule = call?.Kind == CommandCallKind.BusinessRule ? texts.Policy(PropertyGroup.BusinessRule, policies.BusinessRule, reader) : null,
            Maintenance = texts.Policy(PropertyGroup.Maintenance, policies.Maintenance, reader),
            Snapshot = texts.Policy(PropertyGroup.Snapshot, policies.Snapshot, reader),
            Presentation = texts.Policy(PropertyGroup.Presentation, policies.Presentation, reader),
            BusinessImpact = modulations.BusinessImpact,
            BusinessImpactModulations = modulations.BusinessImpactModulations,
            MacroModulations = modulations.MacroModulations,
            CustomVariables = texts.CustomVariables(context),
            Templates = source.Templates,
        };
    }

    /// <summary>Host and description of a service: its properties where it has them, its key otherwise.</summary>
    internal static (string Host, string Description) ServiceName(ResolvedObject source)
    {
        var separator = source.Key.IndexOf(';', StringComparison.Ordinal);
        return (
            source.Find("host_name") ?? (separator < 0 ? "" : source.Key[..separator]),
            source.Find("service_description") ?? (separator < 0 ? source.Key : source.Key[(separator + 1)..]));
    }

    private Service? LinkService(ResolvedObject source)
    {
        var reader = new ObjectReader(source, context);
        var (hostName, description) = ServiceName(source);
        if (!_hosts.TryGetValue(hostName, out var host))
        {
            context.Report(
                SnapshotFindings.NameUnknown,
                reader.Locate("host_name"),
                $"host_name: there is no host \"{ObjectReader.Shorten(hostName)}\"{Near.Hint(hostName, _hosts.Keys)}");
            return null;
        }

        var texts = _serviceTexts;
        texts.Load(source);
        var policies = _servicePolicies;
        var modulations = texts.Policy(PropertyGroup.Modulations, policies.Modulations, reader);
        var call = CommandLinker.Call(reader, "check_command");
        return new Service
        {
            Id = ItemId.OfService(host.HostName, description),
            Host = host,
            Description = description,
            DisplayName = Shown(source, "display_name", description),
            CheckCommand = call,
            Check = texts.Policy(PropertyGroup.Check, policies.Check, reader),
            Notification = texts.Policy(PropertyGroup.Notification, policies.Notification, reader),
            Flapping = texts.Policy(PropertyGroup.Flapping, policies.Flapping, reader),
            EventHandler = texts.Policy(PropertyGroup.EventHandler, policies.EventHandler, reader),
            BusinessRule = call?.Kind == CommandCallKind.BusinessRule ? texts.Policy(PropertyGroup.BusinessRule, policies.BusinessRule, reader) : null,
            Maintenance = texts.Policy(PropertyGroup.Maintenance, policies.Maintenance, reader),
            Snapshot = texts.Policy(PropertyGroup.Snapshot, policies.Snapshot, reader),
            Presentation = texts.Policy(PropertyGroup.Presentation, policies.Presentation, reader),
            BusinessImpact = modulations.BusinessImpact,
            BusinessImpactModulations = modulations.BusinessImpactModulations,
            MacroModulations = modulations.MacroModulations,
            CustomVariables = texts.CustomVariables(context),
            Templates = source.Templates,
        };
    }

    private bool Add(Dictionary<Host, List<Service>> byHost, Service service, SourceLocation location)
    {
        if (!Register(service, location))
        {
            return false;
        }

        if (!byHost.TryGetValue(service.Host, out var list))
        {
            byHost.Add(service.Host, list = []);
        }

        list.Add(service);
        return true;
    }

    private void AddRule(Item item, ResolvedObject source)
    {
        if (item.CheckCommand?.Kind == CommandCallKind.BusinessRule)
        {
            var host = item is Service service ? service.Host : (Host)item;
            Rules.Add(new RuleSource(item.Id, host.Id, source, _hostSources.GetValueOrDefault(host)));
        }
    }

    private bool Register(Item item, SourceLocation location)
    {
        if (Items.TryAdd(item.Id, item))
        {
            return true;
        }

        var other = Items[item.Id];
        var isSameName = other.Name == item.Name;
        context.Report(
            isSameName ? SnapshotFindings.NameTwice : SnapshotFindings.IdTwice,
            location,
            isSameName ? $"\"{item.Name}\" is defined twice" : $"\"{item.Name}\" and \"{other.Name}\" have the same id {item.Id}");
        return false;
    }

    private void LinkParents()
    {
        Dictionary<Host, ImmutableArray<Host>.Builder> children = [];
        foreach (var host in Hosts)
        {
            if (host.ParentNames.IsEmpty)
            {
                continue;
            }

            // A parent that is not in this snapshot belongs to another part; Configuration has checked that it exists.
            var parents = ImmutableArray.CreateBuilder<Host>();
            foreach (var name in host.ParentNames)
            {
                if (_hosts.TryGetValue(name, out var parent) && !parents.Contains(parent))
                {
                    parents.Add(parent);
                    if (!children.TryGetValue(parent, out var list))
                    {
                        children.Add(parent, list = ImmutableArray.CreateBuilder<Host>());
                    }

                    list.Add(host);
                }
            }

            host.Parents = parents.DrainToImmutable();
        }

        foreach (var (parent, list) in children)
        {
            parent.Children = list.DrainToImmutable();
        }

        if (Circle.Find(Hosts, host => host.Parents) is { } circle)
        {
            context.Report(
                SnapshotFindings.Circle,
                _hostSources.TryGetValue(circle[0], out var source) ? new ObjectReader(source, context).Locate("parents") : SourceLocation.None,
                $"parents: these hosts are parents of each other: {string.Join(" → ", circle.Append(circle[0]).Select(host => host.HostName))}");
        }
    }

    private static string Shown(ResolvedObject source, string property, string otherwise) =>
        source.Find(property) is { Length: > 0 } text ? text : otherwise;

    private static ImmutableArray<(int Number, string Address)> FurtherAddresses(ResolvedObject source) =>
    [
        .. source.Properties
            .Select(property => (Number: ItemSchema.AddressNumber(property.Name), property.Value))
            .Where(pair => pair.Number is not null)
            .Select(pair => (pair.Number ?? 0, pair.Value))
            .OrderBy(pair => pair.Item1),
    ];
}
