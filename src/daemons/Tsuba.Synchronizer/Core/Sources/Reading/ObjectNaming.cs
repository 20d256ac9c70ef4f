using Tsuba.Model.Definitions;

namespace Tsuba.Synchronizer.Core.Sources.Reading;

/// <summary>Finds out what an object is called from its own properties.</summary>
public static class ObjectNaming
{
    /// <summary>The name; null if the properties give none.</summary>
    /// <param name="type">Type of the object.</param>
    /// <param name="properties">The properties as written, without what templates give.</param>
    public static ObjectName? NameOf(ObjectType type, IReadOnlyDictionary<string, string> properties)
    {
        ArgumentNullException.ThrowIfNull(properties);
        if (properties.TryGetValue("register", out var register) && register == "0")
        {
            return properties.TryGetValue("name", out var template) && template.Length > 0 ? new ObjectName(type, template, IsTemplate: true) : null;
        }

        if (type != ObjectType.Service)
        {
            return properties.TryGetValue($"{type.ToString().ToLowerInvariant()}_name", out var name) && name.Length > 0 ? new ObjectName(type, name) : null;
        }

        if (!properties.TryGetValue("service_description", out var description) || description.Length == 0)
        {
            return null;
        }

        return properties.TryGetValue("host_name", out var host) && host.Length > 0 ? new ObjectName(type, description, host)
            : properties.TryGetValue("hostgroup_name", out var group) && group.Length > 0 ? new ObjectName(type, description, $"@{group}")
            : null;
    }
}
