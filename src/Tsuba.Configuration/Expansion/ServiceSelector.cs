using Tsuba.Model.Diagnostics;

namespace Tsuba.Configuration.Expansion;

/// <summary>
/// Reads the service_description and servicegroup_name of a dependency or an escalation: lists <c>a,b,!c</c>, where <c>*</c> is every
/// service of the hosts, or of any group. Source: reference/shinken.md 3.6; Nagios documentation, "Object definition shortcut tricks".
/// </summary>
internal sealed class ServiceSelector(Resolution resolution, HostTable hosts, ServiceTable services, NamePattern patterns)
{
    /// <summary>The services of a list on some hosts. On a host of several a service may be missing, on all of them it is reported.</summary>
    internal SortedSet<int> Of(int[] chosen, string descriptions, SourceLocation location)
    {
        var found = new SortedSet<int>();
        var removed = new HashSet<int>();
        foreach (var entry in Words.SplitList(descriptions))
        {
            var isRemoved = entry[0] == '!';
            Add(chosen, isRemoved ? entry[1..].Trim() : entry, location, isRemoved ? removed : found);
        }

        found.ExceptWith(removed);
        return found;
    }

    /// <summary>The services of a list of groups.</summary>
    internal SortedSet<int> OfGroups(GroupTable groups, string names, SourceLocation location)
    {
        var found = new SortedSet<int>();
        var removed = new HashSet<int>();
        foreach (var entry in Words.SplitList(names))
        {
            var isRemoved = entry[0] == '!';
            var name = isRemoved ? entry[1..].Trim() : entry;
            (isRemoved ? removed : (ISet<int>)found).UnionWith(groups.Find(name) ?? (name == "*" ? groups.Anybody : Unknown(groups, name, location)));
        }

        found.ExceptWith(removed);
        return found;
    }

    private int[] Unknown(GroupTable groups, string name, SourceLocation location)
    {
        resolution.Findings.Add(
            ReferenceFindings.ServiceGroupUnknown, location, $"there is no servicegroup \"{Excerpt.Of(name)}\"{resolution.Findings.Hint(name, groups.Names)}");
        return [];
    }

    private void Add(int[] chosen, string description, SourceLocation location, ISet<int> found)
    {
        if (description == "*" || patterns.IsPattern(description))
        {
            AddMatching(chosen, description, location, found);
            return;
        }

        var isFound = false;
        foreach (var host in chosen)
        {
            if (services.Find(host, description) is >= 0 and var index)
            {
                isFound = true;
                found.Add(index);
            }
        }

        if (!isFound && chosen.Length > 0)
        {
            ServiceNames.Find(resolution, hosts, services, hosts.Names[chosen[0]], description, location);
        }
    }

    private void AddMatching(int[] chosen, string pattern, SourceLocation location, ISet<int> found)
    {
        var regex = pattern == "*" ? null : NamePattern.Compile(pattern, resolution.Findings, location);
        if (regex is null && pattern != "*")
        {
            return;
        }

        foreach (var host in chosen)
        {
            var (start, end) = services.OfHost(host);
            for (var index = start; index < end; index++)
            {
                if (regex is null || NamePattern.IsMatch(regex, services[index].Description))
                {
                    found.Add(index);
                }
            }
        }
    }
}
