using System.Globalization;
using Tsuba.Configuration.Objects;
using Tsuba.Model.Definitions;
using Tsuba.Model.Diagnostics;

namespace Tsuba.Configuration.Expansion;

/// <summary>
/// One object for each pair of master and dependent. Source: reference/shinken.md 3.3 "service_dependencies", 3.6.
/// </summary>
internal sealed class DependencyExpander(
    Resolution resolution, HostTable hosts, HostSelector selector, ServiceSelector serviceSelector, ServiceTable services, GroupTable serviceGroups)
{
    private const int MostPairs = 1_000_000;

    private static readonly string[] Used =
        ["hostgroup_name", "dependent_hostgroup_name", "servicegroup_name", "dependent_servicegroup_name", "explode_hostgroup"];

    private readonly Dictionary<string, int> _keys = new(StringComparer.Ordinal);
    private int _pairs;

    /// <summary>Expands all dependencies.</summary>
    internal void Expand()
    {
        foreach (var definition in resolution.Store.Of(ObjectType.HostDependency).Where(definition => !definition.IsTemplate))
        {
            ExpandHosts(definition);
        }

        foreach (var definition in resolution.Store.Of(ObjectType.ServiceDependency).Where(definition => !definition.IsTemplate))
        {
            ExpandServices(definition);
        }

        foreach (var link in services.Dependencies)
        {
            ExpandOwn(link);
        }

        Sort(ObjectType.HostDependency);
        Sort(ObjectType.ServiceDependency);
    }

    private void Sort(ObjectType type) =>
        resolution.Results[(int)type].Sort((left, right) => string.CompareOrdinal(left.Key, right.Key));

    private PropertyName Name(ObjectType type, string text) => resolution.Name(type, text);

    private void ExpandHosts(Definition definition)
    {
        const ObjectType Type = ObjectType.HostDependency;
        var draft = resolution.Draft(definition);
        var masterName = Name(Type, "host_name");
        var dependentName = Name(Type, "dependent_host_name");
        var errors = resolution.Findings.ErrorCount;
        var masters = selector.ByBoth(draft, masterName, Name(Type, "hostgroup_name")).All;
        var dependents = selector.ByBoth(draft, dependentName, Name(Type, "dependent_hostgroup_name")).All;
        if (masters.Length == 0 || dependents.Length == 0)
        {
            ReportIncomplete(definition, errors, masters.Length == 0 ? "host_name or hostgroup_name" : "dependent_host_name or dependent_hostgroup_name");
            return;
        }

        draft.Set(Name(Type, "hostgroup_name"), null, definition.Location);
        draft.Set(Name(Type, "dependent_hostgroup_name"), null, definition.Location);
        foreach (var dependent in dependents)
        {
            foreach (var master in masters)
            {
                if (master == dependent)
                {
                    resolution.Findings.Add(
                        ReferenceFindings.SelfDependency, draft.Locate(dependentName), $"host \"{Excerpt.Of(hosts.Names[master])}\" depends on itself; this pair is left out");
                }
                else if (!IsTooMany(definition))
                {
                    draft.Set(masterName, hosts.Names[master], draft.Locate(masterName));
                    draft.Set(dependentName, hosts.Names[dependent], draft.Locate(dependentName));
                    resolution.Add(Type, Key($"{hosts.Names[dependent]};{hosts.Names[master]}"), draft);
                }
            }
        }
    }

    private void ExpandServices(Definition definition)
    {
        const ObjectType Type = ObjectType.ServiceDependency;
        var draft = resolution.Draft(definition);
        var errors = resolution.Findings.ErrorCount;
        var masters = Services(draft, "host_name", "hostgroup_name", "service_description", "servicegroup_name", null);
        if (masters.Count == 0)
        {
            ReportIncomplete(definition, errors, "host_name or hostgroup_name, and service_description");
            return;
        }

        var hasDependentHosts = draft.Value(Name(Type, "dependent_host_name")) is not null
            || draft.Value(Name(Type, "dependent_hostgroup_name")) is not null
            || draft.Value(Name(Type, "dependent_servicegroup_name")) is not null;
        var isExploded = !hasDependentHosts || (draft.Value(Name(Type, "explode_hostgroup")) is { } flag && Words.ReadFlag(flag) == true);
        var published = resolution.Draft(definition);
        foreach (var property in Used)
        {
            published.Set(Name(Type, property), null, definition.Location);
        }

        var any = false;
        var everywhere = isExploded ? null : Services(
            draft, "dependent_host_name", "dependent_hostgroup_name", "dependent_service_description", "dependent_servicegroup_name", null);
        foreach (var master in masters)
        {
            var dependents = everywhere ?? Services(draft, null, null, "dependent_service_description", null, services[master].Host);
            any |= dependents.Count > 0;
            AddPairs(published, master, dependents);
        }

        if (!any)
        {
            ReportIncomplete(definition, errors, "dependent_service_description");
        }
    }

    private void AddPairs(ObjectDraft draft, int master, SortedSet<int> dependents)
    {
        foreach (var dependent in dependents)
        {
            if (master == dependent)
            {
                resolution.Findings.Add(
                    ReferenceFindings.SelfDependency,
                    draft.Definition.Location,
                    $"service \"{Excerpt.Of(services[master].Resolved.Key)}\" depends on itself; this pair is left out");
            }
            else if (!IsTooMany(draft.Definition))
            {
                Set(draft, "host_name", hosts.Names[services[master].Host]);
                Set(draft, "service_description", services[master].Description);
                Set(draft, "dependent_host_name", hosts.Names[services[dependent].Host]);
                Set(draft, "dependent_service_description", services[dependent].Description);
                resolution.Add(ObjectType.ServiceDependency, Key($"{services[dependent].Resolved.Key};{services[master].Resolved.Key}"), draft);
            }
        }
    }

    private void Set(ObjectDraft draft, string property, string value)
    {
        var name = Name(ObjectType.ServiceDependency, property);
        draft.Set(name, value, draft.Locate(name));
    }

    /// <summary>The services that hosts, groups, descriptions and service groups name. On a host of a group the service may be missing.</summary>
    private SortedSet<int> Services(ObjectDraft draft, string? hostProperty, string? groupProperty, string descriptionProperty, string? serviceGroupProperty, int? sameHost)
    {
        const ObjectType Type = ObjectType.ServiceDependency;
        var found = new SortedSet<int>();
        if (serviceGroupProperty is not null && draft.Value(Name(Type, serviceGroupProperty)) is { } groupNames)
        {
            found.UnionWith(serviceSelector.OfGroups(serviceGroups, groupNames, draft.Locate(Name(Type, serviceGroupProperty))));
        }

        var description = Name(Type, descriptionProperty);
        if (draft.Value(description) is not { } descriptions)
        {
            return found;
        }

        int[] chosen = sameHost is { } host ? [host] : selector.ByBoth(draft, Name(Type, hostProperty!), Name(Type, groupProperty!)).All;
        found.UnionWith(serviceSelector.Of(chosen, descriptions, draft.Locate(description)));
        return found;
    }

    private void ExpandOwn(PendingLink link)
    {
        var dependent = services.Find(link.Host, link.Description);
        var parts = link.Value.Split(',', StringSplitOptions.TrimEntries);
        if (parts.Length == 1)
        {
            parts = ["", parts[0]];
        }

        if (dependent < 0)
        {
            return;
        }

        if (parts.Length % 2 != 0)
        {
            resolution.Findings.Add(
                ExpansionFindings.ServicePairMalformed, link.Origin, $"service_dependencies: expected pairs host,description, found \"{Excerpt.Of(link.Value)}\"");
            return;
        }

        for (var index = 0; index < parts.Length; index += 2)
        {
            var hostName = parts[index].Length == 0 ? hosts.Names[link.Host] : parts[index];
            var master = ServiceNames.Find(resolution, hosts, services, hostName, parts[index + 1], link.Origin);
            if (master >= 0 && master != dependent && !IsTooMany(services[dependent].Definition))
            {
                AddOwn(dependent, master, link.Origin);
            }
        }
    }

    private void AddOwn(int dependent, int master, SourceLocation origin)
    {
        ResolvedProperty[] properties =
        [
            new("dependent_host_name", hosts.Names[services[dependent].Host], origin),
            new("dependent_service_description", services[dependent].Description, origin),
            new("host_name", hosts.Names[services[master].Host], origin),
            new("inherits_parent", "1", origin),
            new("notification_failure_criteria", "w,u,c", origin),
            new("service_description", services[master].Description, origin),
        ];
        var key = Key($"{services[dependent].Resolved.Key};{services[master].Resolved.Key}");
        resolution.Results[(int)ObjectType.ServiceDependency].Add(new ResolvedObject(ObjectType.ServiceDependency, key, [.. properties], [], origin));
    }

    private bool IsTooMany(Definition definition)
    {
        if (++_pairs <= MostPairs)
        {
            return false;
        }

        resolution.Findings.Add(
            ExpansionFindings.ExpansionTooLarge,
            definition.Location,
            string.Create(CultureInfo.InvariantCulture, $"the dependencies make more than {MostPairs} pairs"));
        return true;
    }

    private void ReportIncomplete(Definition definition, int errorsBefore, string missing)
    {
        // A name that was not found has been reported already.
        if (resolution.Findings.ErrorCount == errorsBefore)
        {
            resolution.Findings.Add(
                ReferenceFindings.DependencyIncomplete, definition.Location, $"{ObjectTypes.Text(definition.Type)} applies to nothing: check {missing}");
        }
    }

    // Two dependencies of one pair differ in criteria or period; the second gets a number.
    private string Key(string pair)
    {
        var count = _keys.GetValueOrDefault(pair) + 1;
        _keys[pair] = count;
        return count == 1 ? pair : string.Create(CultureInfo.InvariantCulture, $"{pair}#{count}");
    }
}
