using System.Collections.Immutable;
using Tsuba.Configuration.Checks;
using Tsuba.Configuration.Objects;
using Tsuba.Model.Definitions;
using Tsuba.Model.Diagnostics;
using Tsuba.Model.Items;

namespace Tsuba.Configuration.Expansion;

/// <summary>Runs the steps of the resolution in their order.</summary>
internal sealed class ObjectExpander(Resolution resolution, MainOptions main)
{
    // Types that are only named and inherited; the others have a step of their own.
    private static readonly ImmutableArray<ObjectType> Plain =
    [
        ObjectType.NotificationWay, ObjectType.Command, ObjectType.TimePeriod, ObjectType.Escalation, ObjectType.BusinessImpactModulation,
        ObjectType.ResultModulation, ObjectType.MacroModulation, ObjectType.CheckModulation, ObjectType.Realm, ObjectType.Module,
        ObjectType.DiscoveryRule, ObjectType.DiscoveryRun, ObjectType.Pack, ObjectType.Arbiter, ObjectType.Scheduler, ObjectType.Poller,
        ObjectType.Reactionner, ObjectType.Receiver, ObjectType.Broker, ObjectType.Synchronizer,
    ];

    internal void Expand()
    {
        var patterns = Patterns();
        var contacts = NamedObjects.Collect(resolution, ObjectType.Contact);
        var contactGroups = ExpandContactGroups(contacts);
        ExpandRecipients(contacts, contactGroups);
        var named = Plain.ToDictionary(type => type, type => NamedObjects.Collect(resolution, type));
        var hosts = new HostTable(NamedObjects.Collect(resolution, ObjectType.Host));
        if (hosts.Names.Length == 0 && !resolution.Findings.HasErrors)
        {
            resolution.Findings.Add(FileFindings.NothingDefined, main.MainFile, "no host is defined");
        }

        Know(named, contacts, contactGroups, hosts);
        CheckNamed(named, contacts, hosts);
        ExpandItems(hosts, patterns);
        PublishPlain(named);
    }

    private void ExpandItems(HostTable hosts, NamePattern patterns)
    {
        var groups = new GroupTable(resolution, ObjectType.HostGroup, "hostgroup_members");
        var selector = new HostSelector(resolution, hosts, groups, patterns);
        groups.ReadMembers((draft, property, value) => selector.ByNames(value, draft, property));
        JoinGroups(hosts.Drafts, groups, ObjectType.Host, "hostgroups");
        groups.Close();
        groups.Publish(members => string.Join(',', members.Select(member => hosts.Names[member])));
        RealmChecks.Inherit(resolution, hosts, groups);

        var services = new ServiceTable(resolution, hosts);
        new ServiceExpander(resolution, hosts, selector, services).Expand();
        new ServiceOverrides(resolution, hosts, services).Apply();
        new ExtendedInfo(resolution, hosts, services).Apply();
        var serviceGroups = new ServiceGroups(resolution, hosts, services).Expand();
        var serviceSelector = new ServiceSelector(resolution, hosts, services, patterns);
        new DependencyExpander(resolution, hosts, selector, serviceSelector, services, serviceGroups).Expand();
        new EscalationExpander(resolution, hosts, selector, serviceSelector, services, serviceGroups).Expand();
        HostGraph.CheckParents(resolution, hosts);
        HostGraph.CheckDependencies(resolution, ObjectType.HostDependency);
        HostGraph.CheckDependencies(resolution, ObjectType.ServiceDependency);
        hosts.Publish(resolution);
        services.Publish();
    }

    private void Know(Dictionary<ObjectType, NamedObjects> named, NamedObjects contacts, GroupTable contactGroups, HostTable hosts)
    {
        var references = resolution.References;
        references.Know(ReferenceKind.Command, ReferenceFindings.CommandUnknown, "command", named[ObjectType.Command].Names);
        references.Know(ReferenceKind.Period, ReferenceFindings.TimePeriodUnknown, "time period", named[ObjectType.TimePeriod].Names);
        references.Know(ReferenceKind.Periods, ReferenceFindings.TimePeriodUnknown, "time period", named[ObjectType.TimePeriod].Names);
        references.Know(ReferenceKind.Contacts, ReferenceFindings.ContactUnknown, "contact", contacts.Names);
        references.Know(ReferenceKind.ContactGroups, ReferenceFindings.ContactGroupUnknown, "contactgroup", contactGroups.Names);
        references.Know(ReferenceKind.Escalations, ReferenceFindings.EscalationUnknown, "escalation", named[ObjectType.Escalation].Names);
        references.Know(ReferenceKind.NotificationWays, ReferenceFindings.NotificationWayUnknown, "notification way", named[ObjectType.NotificationWay].Names);
        references.Know(ReferenceKind.ResultModulations, ReferenceFindings.ModulationUnknown, "resultmodulation", named[ObjectType.ResultModulation].Names);
        references.Know(ReferenceKind.CheckModulations, ReferenceFindings.ModulationUnknown, "checkmodulation", named[ObjectType.CheckModulation].Names);
        references.Know(ReferenceKind.MacroModulations, ReferenceFindings.ModulationUnknown, "macromodulation", named[ObjectType.MacroModulation].Names);
        references.Know(
            ReferenceKind.ImpactModulations, ReferenceFindings.ModulationUnknown, "businessimpactmodulation", named[ObjectType.BusinessImpactModulation].Names);
        references.Know(ReferenceKind.Modules, ReferenceFindings.ModuleUnknown, "module", named[ObjectType.Module].Names);
        references.Know(ReferenceKind.Parents, ReferenceFindings.HostUnknown, "host", hosts.Names);

        // Without any realm a site has the one that is made for it.
        if (named[ObjectType.Realm].Names.Count > 0)
        {
            references.Know(ReferenceKind.Realm, ReferenceFindings.RealmUnknown, "realm", named[ObjectType.Realm].Names);
            references.Know(ReferenceKind.Realms, ReferenceFindings.RealmUnknown, "realm", named[ObjectType.Realm].Names);
        }
    }

    private void CheckNamed(Dictionary<ObjectType, NamedObjects> named, NamedObjects contacts, HostTable hosts)
    {
        foreach (var objects in named.Values)
        {
            objects.Check(resolution.References);
        }

        contacts.Check(resolution.References);
        foreach (var (name, contact) in contacts.Sorted)
        {
            CheckReachable(name, contact);
        }

        foreach (var host in hosts.Drafts)
        {
            resolution.References.Check(host);
        }

        foreach (var type in new[] { ObjectType.HostDependency, ObjectType.ServiceDependency, ObjectType.HostEscalation, ObjectType.ServiceEscalation })
        {
            foreach (var definition in resolution.Store.Of(type).Where(definition => !definition.IsTemplate))
            {
                resolution.References.Check(resolution.Draft(definition));
            }
        }

        foreach (var (_, escalation) in named[ObjectType.Escalation].Sorted)
        {
            EscalationExpander.IsComplete(resolution, escalation);
        }

        main.CheckReferences(resolution.References);
        RealmChecks.Check(resolution, named[ObjectType.Realm]);
    }

    /// <summary>Lists of contacts and of their groups may say <c>*</c> and <c>!name</c>; from here on they are plain lists.</summary>
    private void ExpandRecipients(NamedObjects contacts, GroupTable contactGroups)
    {
        string[] everybody = [.. contacts.Names.Order(StringComparer.Ordinal)];
        string[] everyGroup = [.. contactGroups.Names.Order(StringComparer.Ordinal)];
        resolution.Store.Rewrite(
            property => property.Name.Reference is ReferenceKind.Contacts or ReferenceKind.ContactGroups && property.Value.AsSpan().IndexOfAny('*', '!') >= 0,
            property => Words.ExpandList(property.Value, property.Name.Reference == ReferenceKind.Contacts ? everybody : everyGroup));
    }

    private NamePattern Patterns()
    {
        var isOn = main.Flag("use_regexp_matching") || main.Flag("use_true_regexp_matching");
        if (isOn && resolution.Profile == CompatibilityProfile.Shinken)
        {
            resolution.Findings.Add(
                PropertyFindings.RegexpMatchingRefused,
                main.Locate(main.Flag("use_regexp_matching") ? "use_regexp_matching" : "use_true_regexp_matching"),
                "regular expressions in names are refused, as in Shinken; use templates and group expressions, or compat=nagios");
            isOn = false;
        }

        return new NamePattern(resolution.Findings, isOn, isOn && main.Flag("use_true_regexp_matching"));
    }

    private void CheckReachable(string name, ObjectDraft contact)
    {
        string[] ways = ["host_notification_commands", "service_notification_commands", "notificationways"];
        if (ways.All(way => contact.Value(resolution.Name(ObjectType.Contact, way)) is null))
        {
            resolution.Findings.Add(
                ReferenceFindings.ContactWithoutCommand,
                contact.Definition.Location,
                $"contact \"{Excerpt.Of(name)}\" has neither notification commands nor notification ways");
        }
    }

    private GroupTable ExpandContactGroups(NamedObjects contacts)
    {
        var sorted = contacts.Sorted.ToArray();
        var indices = sorted.Select((pair, index) => (pair.Key, index)).ToDictionary(pair => pair.Key, pair => pair.index, StringComparer.Ordinal);
        var groups = new GroupTable(resolution, ObjectType.ContactGroup, "contactgroup_members");
        groups.ReadMembers((draft, property, value) => ContactMembers(draft, property, value, indices));
        JoinGroups([.. sorted.Select(pair => pair.Value)], groups, ObjectType.Contact, "contactgroups");
        groups.Close();
        groups.Publish(members => string.Join(',', members.Select(member => sorted[member].Key)));
        foreach (var (name, draft) in sorted)
        {
            resolution.Add(ObjectType.Contact, name, draft);
        }

        return groups;
    }

    private IEnumerable<int> ContactMembers(ObjectDraft draft, PropertyName property, string value, Dictionary<string, int> indices)
    {
        var removed = new HashSet<int>();
        var chosen = new List<int>();
        foreach (var entry in Words.SplitList(value))
        {
            var isRemoved = entry[0] == '!';
            var name = isRemoved ? entry[1..].Trim() : entry;
            if (name == "*")
            {
                chosen.AddRange(indices.Values);
            }
            else if (!indices.TryGetValue(name, out var index))
            {
                resolution.Findings.Add(
                    ReferenceFindings.ContactUnknown,
                    draft.Locate(property),
                    $"there is no contact \"{Excerpt.Of(name)}\"{resolution.Findings.Hint(name, indices.Keys)}");
            }
            else if (isRemoved)
            {
                removed.Add(index);
            }
            else
            {
                chosen.Add(index);
            }
        }

        return chosen.Where(index => !removed.Contains(index));
    }

    private void JoinGroups(ObjectDraft[] members, GroupTable groups, ObjectType type, string property)
    {
        var name = resolution.Name(type, property);
        for (var index = 0; index < members.Length; index++)
        {
            if (members[index].TryGet(name, out var entry) && entry.Value is { Length: > 0 } value)
            {
                groups.Join(index, value, entry.Origin);
            }
        }
    }

    private void PublishPlain(Dictionary<ObjectType, NamedObjects> named)
    {
        foreach (var (type, objects) in named)
        {
            foreach (var (name, draft) in objects.Sorted)
            {
                resolution.Add(type, name, draft);
            }

            resolution.Results[(int)type].Sort((left, right) => string.CompareOrdinal(left.Key, right.Key));
        }
    }
}
