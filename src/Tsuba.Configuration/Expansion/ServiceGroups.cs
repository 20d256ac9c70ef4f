using Tsuba.Configuration.Objects;
using Tsuba.Model.Definitions;
using Tsuba.Model.Diagnostics;

namespace Tsuba.Configuration.Expansion;

/// <summary>Members of service groups: pairs of host and description, where <c>*</c> is every service of the host, and services that name the group themselves.</summary>
internal sealed class ServiceGroups(Resolution resolution, HostTable hosts, ServiceTable services)
{
    /// <summary>Reads and publishes the groups.</summary>
    internal GroupTable Expand()
    {
        var groups = new GroupTable(resolution, ObjectType.ServiceGroup, "servicegroup_members");
        groups.ReadMembers(ReadPairs);
        foreach (var link in services.Groups)
        {
            var index = services.Find(link.Host, link.Description);
            if (index >= 0)
            {
                groups.Join(index, link.Value, link.Origin);
            }
        }

        groups.Close();
        groups.Publish(members => string.Join(',', members.Select(index => $"{hosts.Names[services[index].Host]},{services[index].Description}")));
        return groups;
    }

    private List<int> ReadPairs(ObjectDraft draft, PropertyName property, string value)
    {
        var members = new List<int>();
        var parts = value.Split(',', StringSplitOptions.TrimEntries);
        if (parts.Length % 2 != 0)
        {
            resolution.Findings.Add(
                ExpansionFindings.ServicePairMalformed, draft.Locate(property), $"members: expected pairs host,description, found \"{Excerpt.Of(value)}\"");
            return members;
        }

        for (var index = 0; index < parts.Length; index += 2)
        {
            if (parts[index + 1] == "*" && hosts.Find(parts[index]) is >= 0 and var host)
            {
                var (start, end) = services.OfHost(host);
                members.AddRange(Enumerable.Range(start, end - start));
                continue;
            }

            var service = ServiceNames.Find(resolution, hosts, services, parts[index], parts[index + 1], draft.Locate(property));
            if (service >= 0)
            {
                members.Add(service);
            }
        }

        return members;
    }
}
