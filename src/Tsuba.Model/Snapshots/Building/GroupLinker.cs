using System.Collections.Frozen;
using System.Collections.Immutable;
using Tsuba.Model.Definitions;
using Tsuba.Model.Diagnostics;
using Tsuba.Model.Items;
using Tsuba.Model.Objects;

namespace Tsuba.Model.Snapshots.Building;

/// <summary>Host groups and service groups with their members, and the groups of each member.</summary>
internal sealed class GroupLinker(BuildContext context, Dictionary<ItemId, Item> items)
{
    // Items with the same groups share one list of them.
    private readonly Dictionary<(ImmutableArray<HostGroup>, HostGroup), ImmutableArray<HostGroup>> _hostGroupLists = [];
    private readonly Dictionary<(ImmutableArray<ServiceGroup>, ServiceGroup), ImmutableArray<ServiceGroup>> _serviceGroupLists = [];

    internal FrozenDictionary<string, HostGroup> LinkHostGroups(List<ResolvedObject> objects)
    {
        Dictionary<string, HostGroup> groups = new(StringComparer.Ordinal);
        foreach (var source in objects.OrderBy(source => source.Key, StringComparer.Ordinal))
        {
            var reader = new ObjectReader(source, context);
            var group = new HostGroup(
                source.Key,
                reader.Text("alias") ?? source.Key,
                reader.Text("notes") ?? "",
                reader.Text("notes_url") ?? "",
                reader.Text("action_url") ?? "");
            if (!AddUnique(groups, source, group))
            {
                continue;
            }

            var members = new HashSet<Host>();
            List<string> unknown = [];
            foreach (var name in reader.List("members"))
            {
                if (items.GetValueOrDefault(ItemId.OfHost(name)) is Host host)
                {
                    members.Add(host);
                }
                else
                {
                    unknown.Add(name);
                }
            }

            ReportUnknown(reader, unknown);
            group.Members = members.ToImmutableArray().Sort((left, right) => string.CompareOrdinal(left.HostName, right.HostName));
            foreach (var host in group.Members)
            {
                host.Groups = Extended(_hostGroupLists, host.Groups, group);
            }
        }

        return groups.ToFrozenDictionary(StringComparer.Ordinal);
    }

    internal FrozenDictionary<string, ServiceGroup> LinkServiceGroups(List<ResolvedObject> objects)
    {
        Dictionary<string, ServiceGroup> groups = new(StringComparer.Ordinal);
        foreach (var source in objects.OrderBy(source => source.Key, StringComparer.Ordinal))
        {
            var reader = new ObjectReader(source, context);
            var group = new ServiceGroup(
                source.Key,
                reader.Text("alias") ?? source.Key,
                reader.Text("notes") ?? "",
                reader.Text("notes_url") ?? "",
                reader.Text("action_url") ?? "");
            if (!AddUnique(groups, source, group))
            {
                continue;
            }

            var members = new HashSet<Service>();
            List<string> unknown = [];
            var names = reader.List("members");
            for (var index = 0; index < names.Length; index += 2)
            {
                var description = index + 1 < names.Length ? names[index + 1] : "";
                if (items.GetValueOrDefault(ItemId.OfService(names[index], description)) is Service service)
                {
                    members.Add(service);
                }
                else
                {
                    unknown.Add($"{names[index]},{description}");
                }
            }

            ReportUnknown(reader, unknown);
            group.Members = members.ToImmutableArray().Sort(ByHostThenDescription);
            foreach (var service in group.Members)
            {
                service.Groups = Extended(_serviceGroupLists, service.Groups, group);
            }
        }

        return groups.ToFrozenDictionary(StringComparer.Ordinal);
    }

    private bool AddUnique<T>(Dictionary<string, T> groups, ResolvedObject source, T group)
    {
        if (groups.TryAdd(source.Key, group))
        {
            return true;
        }

        context.Report(SnapshotFindings.NameTwice, source.Location, $"\"{source.Key}\" is defined twice");
        return false;
    }

    // One finding for a group: a part of a site may lack most members of a large group.
    private void ReportUnknown(in ObjectReader reader, List<string> unknown)
    {
        if (unknown.Count > 0)
        {
            var more = unknown.Count > 3 ? $" and {unknown.Count - 3} more" : "";
            var first = string.Join(", ", unknown.Take(3).Select(name => $"\"{ObjectReader.Shorten(name)}\""));
            context.Report(SnapshotFindings.MemberUnknown, reader.Locate("members"), $"members of \"{reader.Source.Key}\" that do not exist: {first}{more}");
        }
    }

    private static int ByHostThenDescription(Service left, Service right)
    {
        var byHost = string.CompareOrdinal(left.Host.HostName, right.Host.HostName);
        return byHost != 0 ? byHost : string.CompareOrdinal(left.Description, right.Description);
    }

    private static ImmutableArray<T> Extended<T>(Dictionary<(ImmutableArray<T>, T), ImmutableArray<T>> known, ImmutableArray<T> groups, T group)
    {
        if (!known.TryGetValue((groups, group), out var extended))
        {
            known.Add((groups, group), extended = groups.Add(group));
        }

        return extended;
    }
}
