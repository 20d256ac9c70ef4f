using Tsuba.Configuration.Objects;
using Tsuba.Model.Definitions;
using Tsuba.Model.Diagnostics;

namespace Tsuba.Configuration.Expansion;

/// <summary>Reads what an object says about hosts: lists of names and expressions over groups. Unknown names are reported.</summary>
internal sealed class HostSelector(Resolution resolution, HostTable hosts, GroupTable groups, NamePattern patterns)
{
    /// <summary>The hosts of a list <c>a,b,!c</c>, where <c>*</c> is every host.</summary>
    internal int[] ByNames(string value, ObjectDraft draft, PropertyName property)
    {
        if (value.AsSpan().IndexOfAny(",!*") < 0 && !patterns.IsPattern(value))
        {
            return Single(value, draft, property);
        }

        var chosen = new HashSet<int>();
        var removed = new HashSet<int>();
        var onlyRemoved = true;
        foreach (var entry in Words.SplitList(value))
        {
            var isRemoved = entry[0] == '!';
            var name = isRemoved ? entry[1..].Trim() : entry;
            var found = name == "*" ? hosts.All
                : patterns.IsPattern(name) ? patterns.Match(name, hosts, draft, property)
                : Single(name, draft, property);
            onlyRemoved &= isRemoved;
            (isRemoved ? removed : chosen).UnionWith(found);
        }

        int[] result = [.. (onlyRemoved ? hosts.All : (IEnumerable<int>)chosen).Where(host => !removed.Contains(host))];
        Array.Sort(result);
        return result;
    }

    /// <summary>The hosts of an expression over groups.</summary>
    internal int[] ByGroups(string value, ObjectDraft draft, PropertyName property)
    {
        if (groups.Find(value) is { } simple)
        {
            return simple;
        }

        var result = SetExpression.Evaluate(value, hosts.All, name => FindGroup(name, draft, property), out var fault);
        if (fault is not null)
        {
            resolution.Findings.Add(
                ExpansionFindings.ExpressionMalformed, draft.Locate(property), $"{property.Text} \"{Excerpt.Of(value)}\": {fault}");
        }

        return result;
    }

    /// <summary>Names and groups of one object together.</summary>
    internal int[] ByBoth(ObjectDraft draft, PropertyName names, PropertyName groupNames)
    {
        var byNames = draft.Value(names) is { } list ? ByNames(list, draft, names) : HostSet.Empty;
        return draft.Value(groupNames) is { } expression ? HostSet.Union(byNames, ByGroups(expression, draft, groupNames)) : byNames;
    }

    private int[] Single(string name, ObjectDraft draft, PropertyName property)
    {
        var index = hosts.Find(name);
        if (index >= 0)
        {
            return hosts.Only(index);
        }

        var type = ObjectTypes.Text(draft.Definition.Type);
        var isTemplate = resolution.Templates.Find(ObjectType.Host, name) is not null;
        resolution.Findings.Add(
            ReferenceFindings.HostUnknown,
            draft.Locate(property),
            isTemplate
                ? $"\"{Excerpt.Of(name)}\" is a host template, no host; {type} with register 0 applies to the hosts that use it"
                : $"there is no host \"{Excerpt.Of(name)}\"{resolution.Findings.Hint(name, hosts.Names)}");
        return HostSet.Empty;
    }

    private int[]? FindGroup(string name, ObjectDraft draft, PropertyName property)
    {
        if (groups.Find(name) is { } members)
        {
            return members;
        }

        if (patterns.IsPattern(name))
        {
            return patterns.MatchGroups(name, groups, draft, property);
        }

        resolution.Findings.Add(
            ReferenceFindings.HostGroupUnknown,
            draft.Locate(property),
            $"there is no hostgroup \"{Excerpt.Of(name)}\"{resolution.Findings.Hint(name, groups.Names)}");
        return null;
    }
}
