using Tsuba.Configuration.Objects;
using Tsuba.Model.Definitions;
using Tsuba.Model.Diagnostics;
using Tsuba.Model.Items;

namespace Tsuba.Configuration.Expansion;

/// <summary>
/// The groups of one type with their members as sets of indices: own members, members that named the group themselves, and the
/// members of nested groups. Source: reference/shinken.md 3.3 "hostgroup".
/// </summary>
internal sealed class GroupTable
{
    private readonly Resolution _resolution;
    private readonly ObjectType _type;
    private readonly Dictionary<string, Group> _groups = new(StringComparer.Ordinal);
    private readonly PropertyName _nestedName;
    private int[]? _anybody;

    /// <param name="resolution">The resolution.</param>
    /// <param name="type">Type of the groups.</param>
    /// <param name="nested">Property that names nested groups.</param>
    internal GroupTable(Resolution resolution, ObjectType type, string nested)
    {
        _resolution = resolution;
        _type = type;
        _nestedName = resolution.Name(type, nested);
        foreach (var (name, draft) in NamedObjects.Collect(resolution, type).Sorted)
        {
            _groups.Add(name, new Group(draft));
        }
    }

    /// <summary>Names of all groups.</summary>
    internal IReadOnlyCollection<string> Names => _groups.Keys;

    /// <summary>Whoever is in any group, ascending. Complete once closed.</summary>
    internal int[] Anybody => _anybody ??= [.. _groups.Values.SelectMany(group => group.All ?? []).Distinct().Order()];

    /// <summary>The defined groups with their members, by name in ordinal order. Complete once closed.</summary>
    internal IEnumerable<(ObjectDraft Draft, int[] Members)> Members => _groups
        .OrderBy(pair => pair.Key, StringComparer.Ordinal)
        .Where(pair => pair.Value.Draft is not null)
        .Select(pair => (pair.Value.Draft!, pair.Value.All ?? []));

    /// <summary>Reads the members that the groups name themselves.</summary>
    /// <param name="read">Turns the value of <c>members</c> into indices.</param>
    internal void ReadMembers(Func<ObjectDraft, PropertyName, string, IEnumerable<int>> read)
    {
        var members = _resolution.Name(_type, "members");
        foreach (var group in _groups.Values)
        {
            if (group.Draft?.Value(members) is { } value)
            {
                group.Members.AddRange(read(group.Draft, members, value));
            }
        }
    }

    /// <summary>
    /// Adds a member that names its groups itself. An unknown group is an error in the nagios profile; Shinken makes it.
    /// </summary>
    internal void Join(int member, string groups, SourceLocation origin)
    {
        foreach (var name in Words.SplitList(groups))
        {
            if (!_groups.TryGetValue(name, out var group))
            {
                if (_resolution.Profile == CompatibilityProfile.Nagios)
                {
                    _resolution.Findings.Add(UnknownCode(), origin, $"there is no {ObjectTypes.Text(_type)} \"{Excerpt.Of(name)}\"{_resolution.Findings.Hint(name, Names)}");
                    continue;
                }

                _resolution.Findings.Add(
                    ReferenceFindings.GroupCreated,
                    origin,
                    $"there is no {ObjectTypes.Text(_type)} \"{Excerpt.Of(name)}\"{_resolution.Findings.Hint(name, Names)}; it is created");
                group = new Group(null) { CreatedAt = origin };
                _groups.Add(name, group);
            }

            group.Members.Add(member);
        }
    }

    /// <summary>Resolves nested groups; circles are reported.</summary>
    internal void Close()
    {
        foreach (var (name, group) in _groups.OrderBy(pair => pair.Key, StringComparer.Ordinal))
        {
            Close(name, group, []);
        }
    }

    /// <summary>The members of a group in ascending order; null if there is no such group.</summary>
    internal int[]? Find(string name) => _groups.TryGetValue(name, out var group) ? group.All : null;

    /// <summary>Publishes the groups.</summary>
    /// <param name="write">Writes members as text.</param>
    internal void Publish(Func<int[], string> write)
    {
        var members = _resolution.Name(_type, "members");
        foreach (var (name, group) in _groups.OrderBy(pair => pair.Key, StringComparer.Ordinal))
        {
            var value = write(group.All ?? []);
            if (group.Draft is { } draft)
            {
                draft.Set(members, value.Length == 0 ? null : value, draft.Locate(members));
                _resolution.Add(_type, name, draft);
            }
            else
            {
                ResolvedProperty[] properties =
                [
                    new(ObjectTypes.NameProperty(_type)!, name, group.CreatedAt),
                    new("members", value, group.CreatedAt),
                ];
                _resolution.Results[(int)_type].Add(new ResolvedObject(
                    _type, name, [.. properties.OrderBy(property => property.Name, StringComparer.Ordinal)], [], group.CreatedAt));
            }
        }
    }

    private void Close(string name, Group group, List<string> path)
    {
        if (group.All is not null)
        {
            return;
        }

        path.Add(name);
        var members = new HashSet<int>(group.Members);
        if (group.Draft?.Value(_nestedName) is { } nested)
        {
            foreach (var child in Words.SplitList(nested))
            {
                AddNested(group.Draft, child, members, path);
            }
        }

        path.RemoveAt(path.Count - 1);
        int[] all = [.. members];
        Array.Sort(all);
        group.All = all;
    }

    private void AddNested(ObjectDraft draft, string child, HashSet<int> members, List<string> path)
    {
        if (!_groups.TryGetValue(child, out var group))
        {
            _resolution.Findings.Add(
                UnknownCode(),
                draft.Locate(_nestedName),
                $"there is no {ObjectTypes.Text(_type)} \"{Excerpt.Of(child)}\"{_resolution.Findings.Hint(child, Names)}");
            return;
        }

        var first = path.IndexOf(child);
        if (first >= 0 || path.Count > 500)
        {
            var circle = path.Skip(Math.Max(first, 0)).Take(20).Append(child).Select(Excerpt.Of);
            _resolution.Findings.Add(
                ExpansionFindings.GroupLoop, draft.Locate(_nestedName), $"these groups contain each other: {string.Join(" → ", circle)}");
            return;
        }

        Close(child, group, path);
        members.UnionWith(group.All!);
    }

    private DiagnosticCode UnknownCode() => _type switch
    {
        ObjectType.HostGroup => ReferenceFindings.HostGroupUnknown,
        ObjectType.ServiceGroup => ReferenceFindings.ServiceGroupUnknown,
        _ => ReferenceFindings.ContactGroupUnknown,
    };

    private sealed class Group(ObjectDraft? draft)
    {
        internal ObjectDraft? Draft { get; } = draft;

        internal SourceLocation CreatedAt { get; init; }

        internal List<int> Members { get; } = [];

        internal int[]? All { get; set; }
    }
}
