using Tsuba.Modules.Otlp.Contracts;

namespace Tsuba.Modules.Otlp.Internals;

/// <summary>Which daemon metrics are of.</summary>
/// <param name="Site">Name of the site.</param>
/// <param name="Role">Its role.</param>
/// <param name="Name">Name of its object.</param>
/// <param name="Run">Changes with every start.</param>
public sealed record DaemonIdentity(string Site, string Role, string Name, string Run)
{
    /// <summary>The resource of its points. Source: OpenTelemetry, "Service attributes".</summary>
    internal Resource Resource
    {
        get
        {
            var resource = new Resource();
            foreach (var (key, value) in new[]
            {
                ("service.name", "tsuba"), ("service.instance.id", $"{Site}/{Role}/{Name}/{Run}"), ("tsuba.site", Site), ("tsuba.role", Role), ("tsuba.daemon.name", Name),
            })
            {
                resource.Attributes.Add(new Contracts.Attribute { Key = key, Value = new AttributeValue { Text = value } });
            }

            return resource;
        }
    }
}
