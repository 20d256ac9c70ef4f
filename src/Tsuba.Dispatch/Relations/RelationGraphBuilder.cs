using System.Collections.Immutable;
using System.Runtime.InteropServices;
using Tsuba.Dispatch.Realms;
using Tsuba.Model.BusinessRules;
using Tsuba.Model.Definitions;
using Tsuba.Model.Diagnostics;

namespace Tsuba.Dispatch.Relations;

/// <summary>
/// Reads the relations out of a resolved configuration, in time linear in its size. Names that are not hosts are left out:
/// reporting them is the business of the compiler.
/// Source: reference/shinken.md 2.1 (relations), 2.3 (realm of a host), 3.6 (<c>service_dependencies</c>).
/// </summary>
public sealed class RelationGraphBuilder
{
    private readonly Dictionary<string, int> _indexes = new(StringComparer.Ordinal);
    private readonly List<GraphHost> _hosts = [];
    private readonly List<Relation> _relations = [];
    private readonly List<Diagnostic> _findings = [];
    private readonly ResolvedConfiguration _configuration;
    private readonly Dictionary<string, ResolvedObject> _hostObjects = new(StringComparer.Ordinal);
    private ResolvedBusinessRuleNames? _names;
    private bool _hasRules;
    private readonly IReadOnlyDictionary<string, long>? _measuredCosts;

    private RelationGraphBuilder(ResolvedConfiguration configuration, IReadOnlyDictionary<string, long>? measuredCosts)
    {
        _configuration = configuration;
        _measuredCosts = measuredCosts;
    }

    /// <summary>Builds the graph.</summary>
    /// <param name="configuration">The whole configuration.</param>
    /// <param name="realms">Realms of the same configuration.</param>
    /// <param name="measuredCosts">Cost of each host and its services where measured; null or absent: one unit for the host and one per service.</param>
    public static RelationGraph Build(
        ResolvedConfiguration configuration,
        RealmTree realms,
        IReadOnlyDictionary<string, long>? measuredCosts)
    {
        var builder = new RelationGraphBuilder(configuration, measuredCosts);
        builder.AddHosts(configuration, realms);
        foreach (var item in configuration.Objects)
        {
            builder.AddRelations(item);
        }

        return new RelationGraph([.. builder._hosts], [.. builder._relations]) { Findings = [.. builder._findings], HasRules = builder._hasRules };
    }

    private static Dictionary<string, string> RealmsByGroup(ResolvedConfiguration configuration)
    {
        var byGroup = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var group in configuration.Objects)
        {
            if (group.Type == ObjectType.HostGroup && group.Find("realm") is { Length: > 0 } realm)
            {
                byGroup[group.Key] = realm;
            }
        }

        return byGroup;
    }

    // A hostgroup's realm holds for members that have none. Membership stands at the group, at the host, or at both.
    private static Dictionary<string, string> RealmsByMember(ResolvedConfiguration configuration, Dictionary<string, string> byGroup)
    {
        var byMember = new Dictionary<string, string>(StringComparer.Ordinal);
        if (byGroup.Count == 0)
        {
            return byMember;
        }

        foreach (var item in configuration.Objects)
        {
            if (item.Type == ObjectType.HostGroup && byGroup.TryGetValue(item.Key, out var realm))
            {
                foreach (var member in NameList.Split(item.Find("members")))
                {
                    byMember.TryAdd(member, realm);
                }
            }
            else if (item.Type == ObjectType.Host)
            {
                foreach (var group in NameList.Split(item.Find("hostgroups")))
                {
                    if (byGroup.TryGetValue(group, out var groupRealm))
                    {
                        byMember.TryAdd(item.Key, groupRealm);
                    }
                }
            }
        }

        return byMember;
    }

    private static ReadOnlySpan<char> HostOf(ReadOnlySpan<char> key)
    {
        var separator = key.IndexOf(';');
        return separator < 0 ? key : key[..separator];
    }

    private void AddHosts(ResolvedConfiguration configuration, RealmTree realms)
    {
        var realmsByMember = RealmsByMember(configuration, RealmsByGroup(configuration));
        var services = new Dictionary<string, int>(StringComparer.Ordinal);
        var servicesByName = services.GetAlternateLookup<ReadOnlySpan<char>>();
        foreach (var item in configuration.Objects)
        {
            if (item.Type == ObjectType.Service)
            {
                CollectionsMarshal.GetValueRefOrAddDefault(servicesByName, HostOf(item.Key), out _)++;
            }
        }

        var hosts = configuration.Objects.Where(item => item.Type == ObjectType.Host).OrderBy(item => item.Key, StringComparer.Ordinal);
        foreach (var host in hosts)
        {
            var realm = host.Find("realm");
            if (string.IsNullOrEmpty(realm))
            {
                realm = realmsByMember.GetValueOrDefault(host.Key) ?? realms.DefaultRealm ?? "";
            }

            var count = services.GetValueOrDefault(host.Key);
            var cost = _measuredCosts is not null && _measuredCosts.TryGetValue(host.Key, out var measured) ? measured : 1L + count;
            if (_indexes.TryAdd(host.Key, _hosts.Count))
            {
                _hostObjects.Add(host.Key, host);
                _hosts.Add(new GraphHost(host.Key, realm, count, Math.Max(1, cost), host.Location));
            }
        }
    }

    private void AddRelations(ResolvedObject item)
    {
        switch (item.Type)
        {
            case ObjectType.Host:
                Join(item.Key, NameList.Split(item.Find("parents")), RelationKind.Parent, item);
                JoinRule(item);
                break;
            case ObjectType.Service:
                JoinServiceDependencies(item);
                JoinRule(item);
                break;
            case ObjectType.HostDependency:
                JoinDependency(item, RelationKind.HostDependency);
                break;
            case ObjectType.ServiceDependency:
                JoinDependency(item, RelationKind.ServiceDependency);
                break;
            default:
                break;
        }
    }

    private void JoinRule(ResolvedObject owner)
    {
        if (!owner.TryFind("check_command", out var command) || !BusinessRuleMembers.TryGetExpression(command.Value, out _))
        {
            return;
        }

        _hasRules = true;
        var ownerHost = HostOf(owner.Key).ToString();
        if (!_hostObjects.TryGetValue(ownerHost, out var host))
        {
            return;
        }

        // Most sites have no rule: the names are looked up only where there is one.
        _names ??= new ResolvedBusinessRuleNames(_configuration);
        var result = BusinessRuleMembers.Resolve(owner, host, _names);
        foreach (var error in result.Errors)
        {
            _findings.Add(new Diagnostic(
                PropertyFindings.BusinessRuleMalformed.Code,
                PropertyFindings.BusinessRuleMalformed.Severity,
                command.Origin,
                $"business rule of {owner.Key}: {error}"));
        }

        Join(ownerHost, result.Tree?.Members.Select(member => member.Name.Host) ?? [], RelationKind.BusinessRule, owner);
    }

    // Pairs "host,description"; a pair without a host means the own host and needs no edge.
    private void JoinServiceDependencies(ResolvedObject service)
    {
        if (service.Find("service_dependencies") is { } text)
        {
            Join(HostOf(service.Key).ToString(), text.Split(',', StringSplitOptions.TrimEntries).Where((_, index) => index % 2 == 0), RelationKind.ServiceDependency, service);
        }
    }

    // The product of dependents and masters is one component, so a chain through all of them cuts the same shards with fewer edges.
    private void JoinDependency(ResolvedObject dependency, RelationKind kind)
    {
        var masters = NameList.Split(dependency.Find("host_name")).ToList();
        var dependents = NameList.Split(dependency.Find("dependent_host_name")).ToList();
        if (masters.Count == 0)
        {
            return;
        }

        foreach (var dependent in dependents)
        {
            Join(dependent, [masters[0]], kind, dependency);
        }

        if (dependents.Count > 0)
        {
            Join(dependents[0], masters.Skip(1), kind, dependency);
        }
    }

    private void Join(string from, IEnumerable<string> others, RelationKind kind, ResolvedObject source)
    {
        if (!_indexes.TryGetValue(from, out var fromIndex))
        {
            return;
        }

        foreach (var other in others)
        {
            if (_indexes.TryGetValue(other, out var toIndex) && toIndex != fromIndex)
            {
                _relations.Add(new Relation(fromIndex, toIndex, kind, source.Location));
            }
        }
    }
}
