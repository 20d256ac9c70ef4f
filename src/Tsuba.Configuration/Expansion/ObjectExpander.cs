using System.Collections.Immutable;
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
        var named = Plain.ToDictionary(type => type, type => NamedObjects.Collect(resolution, type));
        var contacts = ExpandContacts();
        var hosts = new HostTable(NamedObjects.Collect(resolution, ObjectType.Host));
        if (hosts.Names.Length == 0 && !resolution.Findings.HasErrors)
        {
            resolution.Findings.Add(FileFindings.NothingDefined, SourceLocation.None, "no host is defined");
        }

        var groups = new GroupTable(resolution, ObjectType.HostGroup, "hostgroup_members");
        var selector = new HostSelector(resolution, hosts, groups, patterns);
        groups.ReadMembers((draft, property, value) => selector.ByNames(value, draft, property));
        JoinGroups(hosts.Drafts, groups, ObjectType.Host, "hostgroups");
        groups.Close();
        groups.Publish(members => string.Join(',', members.Select(member => hosts.Names[member])));

        var services = new ServiceTable(resolution, hosts);
        new ServiceExpander(resolution, hosts, selector, services).Expand();
        PublishPlain(named);
        hosts.Publish(resolution);
        services.Publish();
        _ = contacts;
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

    private NamedObjects ExpandContacts()
    {
        var contacts = NamedObjects.Collect(resolution, ObjectType.Contact);
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

        return contacts;
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
        }
    }
}
