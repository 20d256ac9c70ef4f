using Tsuba.Configuration.Files;
using Tsuba.Model.Definitions;
using Tsuba.Model.Items;

namespace Tsuba.Configuration.Edits.References;

/// <summary>Of which hosts a definition speaks: what its expressions, groups and templates come to.</summary>
internal sealed class HostContext
{
    private readonly LoadedConfiguration _loaded;
    private readonly ILookup<(string File, int Line), string> _servicesByPlace;

    internal HostContext(ConfigurationImage image, IReadOnlyList<string> mainFiles)
    {
        _loaded = ConfigurationLoader.Load(image, mainFiles);
        ServiceKeys = Services().Select(service => service.Key).ToHashSet(StringComparer.Ordinal);
        _servicesByPlace = Services().ToLookup(service => (service.Location.File, service.Location.Line), service => service.Key);
    }

    /// <summary>Every service, as <c>host;description</c>.</summary>
    internal HashSet<string> ServiceKeys { get; }

    /// <summary>The services that one definition makes.</summary>
    internal IEnumerable<ItemName> ServicesOf(WrittenDefinition definition) =>
        _servicesByPlace[(definition.Location.File, definition.Location.Line)].Select(ItemName.Parse);

    /// <summary>The hosts that a description in this property of the definition belongs to.</summary>
    internal HashSet<string> HostsOf(WrittenDefinition definition, string property)
    {
        IEnumerable<string> hosts = definition.Type switch
        {
            ObjectType.Host when definition.Id.IsTemplate => Objects(ObjectType.Host).Where(host => host.Templates.Contains(definition.Id.Key)).Select(host => host.Key),
            ObjectType.Host => [definition.Find("host_name") ?? ""],
            ObjectType.Service when definition.Id.IsTemplate => Services().Where(service => service.Templates.Contains(definition.Id.Key)).Select(service => ItemName.Parse(service.Key).Host),
            ObjectType.Service when ServicesOf(definition).Any() => ServicesOf(definition).Select(service => service.Host),
            _ => Named(definition, property.StartsWith("dependent_", StringComparison.Ordinal)),
        };
        return hosts.ToHashSet(StringComparer.Ordinal);
    }

    // Without hosts of its own the dependent side means those of the master side.
    private IEnumerable<string> Named(WrittenDefinition definition, bool isDependent)
    {
        var names = isDependent ? definition.Find("dependent_host_name") : null;
        var groups = isDependent ? definition.Find("dependent_hostgroup_name") : null;
        if (names is null && groups is null)
        {
            names = definition.Find("host_name");
            groups = definition.Find("hostgroup_name");
        }

        var listed = Words.SplitList(names ?? "").Where(name => name[0] != '!');
        var members = Words.SplitList(groups ?? "").SelectMany(group => Words.SplitList(Find(ObjectType.HostGroup, group.TrimStart('!'))?.Find("members") ?? ""));
        return listed.SelectMany(name => name == "*" ? Objects(ObjectType.Host).Select(host => host.Key) : [name]).Concat(members);
    }

    private IEnumerable<ResolvedObject> Services() => Objects(ObjectType.Service);

    private IEnumerable<ResolvedObject> Objects(ObjectType type) => _loaded.Resolved.Objects.Where(item => item.Type == type);

    private ResolvedObject? Find(ObjectType type, string key) => Objects(type).FirstOrDefault(item => item.Key == key);
}
