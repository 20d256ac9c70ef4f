using System.Runtime.CompilerServices;
using Tsuba.Configuration.Objects;
using Tsuba.Configuration.Templates;
using Tsuba.Model.Catalogue;
using Tsuba.Model.Definitions;
using Tsuba.Model.Items;

namespace Tsuba.Configuration.Expansion;

/// <summary>
/// What a service that sets nothing takes from its host. Shinken: each property on its own. Nagios: interval, period, and the contacts
/// of both kinds together where the service has neither. Source: reference/shinken.md 3.2; Nagios documentation, "Object inheritance".
/// </summary>
internal sealed class HostInheritance
{
    private readonly (PropertyName Service, PropertyName Host)[] _pairs;
    private readonly PropertyName _merge;
    private readonly PropertyName _contacts;
    private readonly PropertyName _contactGroups;
    private readonly bool _contactsTogether;
    private readonly HostTable _hosts;

    internal HostInheritance(Resolution resolution, HostTable hosts)
    {
        _hosts = hosts;
        _merge = resolution.Name(ObjectType.Service, "merge_host_contacts");
        _contacts = resolution.Name(ObjectType.Service, "contacts");
        _contactGroups = resolution.Name(ObjectType.Service, "contact_groups");
        _contactsTogether = resolution.Profile == CompatibilityProfile.Nagios;
        string[] nagios = ["contacts", "contact_groups", "notification_interval", "notification_period"];
        _pairs = [.. PropertyCatalogue.Rows
            .Where(row => row is { Type: ObjectType.Service, InheritsFromHost: true } && (!_contactsTogether || nagios.Contains(row.Name)))
            .Select(row => (resolution.Name(ObjectType.Service, row.Name), resolution.Name(ObjectType.Host, row.Name)))];
    }

    /// <summary>The properties that a service lacks and that its host may give, as bits.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal uint Missing(ObjectDraft service)
    {
        var hasContacts = _contactsTogether && (service.TryGet(_contacts, out _) || service.TryGet(_contactGroups, out _));
        var missing = 0u;
        for (var index = 0; index < _pairs.Length; index++)
        {
            var name = _pairs[index].Service;
            var isContacts = ReferenceEquals(name, _contacts) || ReferenceEquals(name, _contactGroups);
            if (!(isContacts && hasContacts) && !service.TryGet(name, out _))
            {
                missing |= 1u << index;
            }
        }

        return missing;
    }

    /// <summary>Collects what one host adds.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal void Collect(ObjectDraft service, uint missing, int host, List<InheritedEntry> additions)
    {
        var draft = _hosts.Drafts[host];
        for (var index = 0; missing >> index != 0; index++)
        {
            if ((missing >> index & 1) != 0 && draft.TryGet(_pairs[index].Host, out var entry) && entry.Value is { Length: > 0 })
            {
                additions.Add(entry with { Name = _pairs[index].Service });
            }
        }

        if (service.TryGet(_merge, out var merge) && merge.Value is { } flag && Words.ReadFlag(flag) == true)
        {
            AddMerged(service, draft, _contacts, additions);
            AddMerged(service, draft, _contactGroups, additions);
        }
    }

    /// <summary>Sets what was collected.</summary>
    internal static void Apply(ObjectDraft service, List<InheritedEntry> additions)
    {
        foreach (var entry in additions)
        {
            service.Set(entry.Name, entry.Value, entry.Origin);
        }
    }

    private void AddMerged(ObjectDraft service, ObjectDraft host, PropertyName name, List<InheritedEntry> additions)
    {
        var index = Array.FindIndex(_pairs, pair => ReferenceEquals(pair.Service, name));
        if (service.Value(name) is { } own && host.Value(_pairs[index].Host) is { } more)
        {
            additions.Add(new InheritedEntry(name, TemplateMerge.Join(name, own, more), false, service.Locate(name)));
        }
        else if (host.TryGet(_pairs[index].Host, out var entry) && entry.Value is { Length: > 0 } && !additions.Exists(addition => ReferenceEquals(addition.Name, name)))
        {
            additions.Add(entry with { Name = name });
        }
    }
}
