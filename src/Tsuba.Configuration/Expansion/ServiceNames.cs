using Tsuba.Model.Diagnostics;

namespace Tsuba.Configuration.Expansion;

/// <summary>Finds services by host and description, and reports those that do not exist.</summary>
internal static class ServiceNames
{
    /// <summary>The index of a service, or -1 after a report.</summary>
    internal static int Find(Resolution resolution, HostTable hosts, ServiceTable services, string hostName, string description, SourceLocation location)
    {
        var host = hosts.Find(hostName);
        if (host < 0)
        {
            resolution.Findings.Add(
                ReferenceFindings.HostUnknown, location, $"there is no host \"{Excerpt.Of(hostName)}\"{resolution.Findings.Hint(hostName, hosts.Names)}");
            return -1;
        }

        var index = services.Find(host, description);
        if (index < 0)
        {
            resolution.Findings.Add(
                ReferenceFindings.ServiceUnknown,
                location,
                $"host \"{Excerpt.Of(hostName)}\" has no service \"{Excerpt.Of(description)}\"{resolution.Findings.Hint(description, services.DescriptionsOf(host))}");
        }

        return index;
    }
}
