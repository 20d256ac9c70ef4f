using Tsuba.Configuration.Objects;
using Tsuba.Model.Definitions;
using Tsuba.Model.Diagnostics;
using Tsuba.Model.Items;

namespace Tsuba.Configuration.Expansion;

/// <summary>Reads what an object says about hosts: lists of names and expressions over groups. Unknown names are reported.</summary>
internal sealed class HostSelector(Resolution resolution, HostTable hosts, GroupTable groups, NamePattern patterns)
{
    private bool IsNagios => resolution.Profile == CompatibilityProfile.Nagios;

    /// <summary>
    /// The hosts of a list <c>a,b,!c</c>, where <c>*</c> is every host. A list that only takes away leaves nobody in the nagios profile, as in
    /// nagios4, else everybody else.
    /// </summary>
    internal int[] ByNames(string value, ObjectDraft draft, PropertyName property)
    {
        var (chosen, removed) = Read(value, draft, property);
        return HostSet.Except(chosen ?? (IsNagios ? HostSet.Empty : hosts.All), removed);
    }

    /// <summary>The hosts of an expression over groups. In the nagios profile <c>*</c> is every group, so a host of no group is left out.</summary>
    internal int[] ByGroups(string value, ObjectDraft draft, PropertyName property)
    {
        if (groups.Find(value) is { } simple)
        {
            return simple;
        }

        var everything = IsNagios ? groups.Anybody : hosts.All;
        var result = SetExpression.Evaluate(value, everything, name => FindGroup(name, draft, property), out var fault);
        if (fault is not null)
        {
            resolution.Findings.Add(
                ExpansionFindings.ExpressionMalformed, draft.Locate(property), $"{property.Text} \"{Excerpt.Of(value)}\": {fault}");
        }

        var onlyTakesAway = value.AsSpan().IndexOfAny("&|+(") < 0 && Words.SplitList(value).All(entry => entry[0] == '!');
        return IsNagios && onlyTakesAway ? HostSet.Empty : result;
    }

    /// <summary>
    /// Names and groups of one object. A name with <c>!</c> is taken out of its groups too; in the nagios profile a group with <c>!</c> is
    /// taken out of its names. Source: reference/shinken.md 3.3; Nagios documentation, "Object definition shortcut tricks".
    /// </summary>
    internal HostChoice ByBoth(ObjectDraft draft, PropertyName names, PropertyName groupNames)
    {
        var list = draft.Value(names);
        if (draft.Value(groupNames) is not { } expression)
        {
            return new HostChoice(list is null ? HostSet.Empty : ByNames(list, draft, names), HostSet.Empty);
        }

        if (list is null)
        {
            return new HostChoice(HostSet.Empty, ByGroups(expression, draft, groupNames));
        }

        var (chosen, removed) = Read(list, draft, names);
        var grouped = ByGroups(expression, draft, groupNames);
        if (IsNagios && expression.Contains('!', StringComparison.Ordinal))
        {
            removed = HostSet.Union(removed, LeftOut(expression, draft, groupNames));
        }

        return new HostChoice(HostSet.Except(chosen ?? HostSet.Empty, removed), HostSet.Except(grouped, removed));
    }

    // Chosen is null where the list only takes away.
    private (int[]? Chosen, int[] Removed) Read(string value, ObjectDraft draft, PropertyName property)
    {
        if (value.AsSpan().IndexOfAny(",!*") < 0 && !patterns.IsPattern(value))
        {
            return (Single(value, draft, property), HostSet.Empty);
        }

        HashSet<int>? chosen = null;
        var removed = new HashSet<int>();
        foreach (var entry in Words.SplitList(value))
        {
            var isRemoved = entry[0] == '!';
            var name = isRemoved ? entry[1..].Trim() : entry;
            var found = name == "*" ? hosts.All
                : patterns.IsPattern(name) ? patterns.Match(name, hosts, draft, property)
                : Single(name, draft, property);
            (isRemoved ? removed : chosen ??= []).UnionWith(found);
        }

        return (chosen is null ? null : Ascending(chosen), Ascending(removed));
    }

    private static int[] Ascending(HashSet<int> found)
    {
        int[] result = [.. found];
        Array.Sort(result);
        return result;
    }

    // The expression itself has reported names that are unknown.
    private int[] LeftOut(string expression, ObjectDraft draft, PropertyName property)
    {
        var removed = HostSet.Empty;
        foreach (var entry in Words.SplitList(expression).Where(entry => entry[0] == '!'))
        {
            var name = entry[1..].Trim();
            removed = HostSet.Union(removed, groups.Find(name) ?? (patterns.IsPattern(name) ? patterns.MatchGroups(name, groups, draft, property) : HostSet.Empty));
        }

        return removed;
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
