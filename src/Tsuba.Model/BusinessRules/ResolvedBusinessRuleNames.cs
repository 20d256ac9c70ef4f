using System.Collections.Frozen;
using Tsuba.Model.Definitions;
using Tsuba.Model.Items;

namespace Tsuba.Model.BusinessRules;

/// <summary>Names of resolved objects that are not linked yet, for the cut into shards.</summary>
public sealed class ResolvedBusinessRuleNames : IBusinessRuleNames
{
    private readonly SortedDictionary<string, ResolvedObject> _hosts = new(StringComparer.Ordinal);
    private readonly Dictionary<string, SortedDictionary<string, ResolvedObject>> _services = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string[]> _hostGroups = new(StringComparer.Ordinal);
    private readonly Dictionary<string, FrozenSet<(string Host, string Description)>> _serviceGroups = new(StringComparer.Ordinal);

    /// <summary>The names of a configuration, whose groups have complete lists of members.</summary>
    public ResolvedBusinessRuleNames(ResolvedConfiguration configuration)
    {
        foreach (var resolved in configuration.Objects)
        {
            switch (resolved.Type)
            {
                case ObjectType.Host:
                    _hosts[resolved.Key] = resolved;
                    break;
                case ObjectType.Service:
                    AddService(resolved);
                    break;
                case ObjectType.HostGroup:
                    _hostGroups[resolved.Key] = [.. List(resolved.Find("members")).Order(StringComparer.Ordinal)];
                    break;
                case ObjectType.ServiceGroup:
                    _serviceGroups[resolved.Key] = Pairs(List(resolved.Find("members"))).ToFrozenSet();
                    break;
            }
        }
    }

    /// <inheritdoc />
    public IEnumerable<string> Hosts => _hosts.Keys;

    /// <inheritdoc />
    public bool HasHost(string host) => _hosts.ContainsKey(host);

    /// <inheritdoc />
    public IEnumerable<string> ServicesOf(string host) => _services.TryGetValue(host, out var services) ? services.Keys : [];

    /// <inheritdoc />
    public bool HasService(string host, string description) => Find(host, description) is not null;

    /// <inheritdoc />
    public IEnumerable<string>? HostsInGroup(string group) => _hostGroups.GetValueOrDefault(group);

    /// <inheritdoc />
    public bool IsServiceInGroup(string host, string description, string group) =>
        _serviceGroups.TryGetValue(group, out var members) && members.Contains((host, description));

    /// <inheritdoc />
    public bool HasServiceGroup(string group) => _serviceGroups.ContainsKey(group);

    /// <inheritdoc />
    public IEnumerable<string> LabelsOf(string host, string? description) => List(Find(host, description)?.Find("labels"));

    /// <inheritdoc />
    public IEnumerable<string> TemplatesOf(string host, string? description) => Find(host, description) is { } item ? item.Templates : [];

    private void AddService(ResolvedObject service)
    {
        if (ItemName.Parse(service.Key) is { Host: var host, Description: { } description })
        {
            if (!_services.TryGetValue(host, out var services))
            {
                _services.Add(host, services = new SortedDictionary<string, ResolvedObject>(StringComparer.Ordinal));
            }

            services[description] = service;
        }
    }

    private ResolvedObject? Find(string host, string? description) =>
        description is null ? _hosts.GetValueOrDefault(host)
        : _services.TryGetValue(host, out var services) ? services.GetValueOrDefault(description)
        : null;

    private static string[] List(string? value) =>
        value?.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries) ?? [];

    private static IEnumerable<(string Host, string Description)> Pairs(string[] members)
    {
        for (var index = 0; index + 1 < members.Length; index += 2)
        {
            yield return (members[index], members[index + 1]);
        }
    }
}
