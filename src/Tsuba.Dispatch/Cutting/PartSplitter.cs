using System.Collections.Immutable;
using Tsuba.Dispatch.Placement;
using Tsuba.Dispatch.Relations;
using Tsuba.Model.Definitions;
using Tsuba.Model.Items;

namespace Tsuba.Dispatch.Cutting;

/// <summary>
/// Splits a configuration into one per part: shared objects (commands, contacts, periods…) whole, groups with local members only,
/// own hosts, services and dependencies. Relations out of a part cannot occur, since shards are never cut.
/// Source: reference/shinken.md 2.2, last lines.
/// </summary>
public static class PartSplitter
{
    /// <summary>Splits. Objects keep their order; the work is linear in objects, group members and parts × shared objects.</summary>
    /// <param name="configuration">The whole configuration.</param>
    /// <param name="placement">Its placement.</param>
    public static ImmutableSortedDictionary<PartId, ResolvedConfiguration> Split(ResolvedConfiguration configuration, PlacementPlan placement)
    {
        var slots = placement.Parts.Length;
        var partOfHost = new Dictionary<string, int>(StringComparer.Ordinal);
        var partByName = partOfHost.GetAlternateLookup<ReadOnlySpan<char>>();
        var builders = new ImmutableArray<ResolvedObject>.Builder[slots];
        for (var slot = 0; slot < slots; slot++)
        {
            builders[slot] = ImmutableArray.CreateBuilder<ResolvedObject>();
            foreach (var host in placement.Parts[slot].Hosts)
            {
                partOfHost[host] = slot;
            }
        }

        foreach (var item in configuration.Objects)
        {
            switch (item.Type)
            {
                case ObjectType.Host:
                    AddTo(item, item.Key);
                    break;
                case ObjectType.Service:
                    AddTo(item, HostOf(item.Key));
                    break;
                case ObjectType.HostDependency:
                case ObjectType.ServiceDependency:
                    AddTo(item, NameList.Split(item.Find("dependent_host_name") ?? item.Find("host_name")).FirstOrDefault() ?? "");
                    break;
                case ObjectType.HostGroup:
                    AddGroup(item, step: 1);
                    break;
                case ObjectType.ServiceGroup:
                    AddGroup(item, step: 2);
                    break;
                default:
                    foreach (var builder in builders)
                    {
                        builder.Add(item);
                    }

                    break;
            }
        }

        return placement.Parts
            .Select((part, slot) => (part.Id, Part: configuration with { Objects = builders[slot].ToImmutable() }))
            .ToImmutableSortedDictionary(pair => pair.Id, pair => pair.Part);

        void AddTo(ResolvedObject item, ReadOnlySpan<char> host)
        {
            if (partByName.TryGetValue(host, out var slot))
            {
                builders[slot].Add(item);
            }
        }

        void AddGroup(ResolvedObject group, int step)
        {
            var members = group.Find("members");
            if (members is null)
            {
                foreach (var builder in builders)
                {
                    builder.Add(group);
                }

                return;
            }

            // "host,…" in host groups, "host,description,…" in service groups.
            var entries = members.Split(',', StringSplitOptions.TrimEntries);
            var local = new List<string>[slots];
            for (var index = 0; index + step <= entries.Length; index += step)
            {
                if (partOfHost.TryGetValue(entries[index], out var slot))
                {
                    local[slot] ??= [];
                    local[slot].AddRange(entries.AsSpan(index, step));
                }
            }

            for (var slot = 0; slot < slots; slot++)
            {
                builders[slot].Add(group with { Own = WithMembers(group, local[slot]), Shared = [] });
            }
        }
    }

    private static ReadOnlySpan<char> HostOf(ReadOnlySpan<char> key)
    {
        var separator = key.IndexOf(';');
        return separator < 0 ? key : key[..separator];
    }

    private static ImmutableArray<ResolvedProperty> WithMembers(ResolvedObject group, List<string>? members)
    {
        var properties = ImmutableArray.CreateBuilder<ResolvedProperty>(group.Properties.Length);
        foreach (var property in group.Properties)
        {
            if (!property.Name.Equals("members", StringComparison.Ordinal))
            {
                properties.Add(property);
            }
            else if (members is not null)
            {
                properties.Add(property with { Value = string.Join(',', members) });
            }
        }

        return properties.ToImmutable();
    }
}
