using Tsuba.Configuration.Expansion;
using Tsuba.Model.Definitions;
using Tsuba.Model.Diagnostics;

namespace Tsuba.Configuration.Checks;

/// <summary>One default realm, no circles. Source: reference/shinken.md 2.3.</summary>
internal static class RealmChecks
{
    internal static void Check(Resolution resolution, NamedObjects realms)
    {
        var sorted = realms.Sorted.ToArray();
        if (sorted.Length == 0)
        {
            return;
        }

        var isDefault = resolution.Name(ObjectType.Realm, "default");
        var defaults = sorted.Where(pair => pair.Value.Value(isDefault) is { } flag && Words.ReadFlag(flag) == true).ToArray();
        if (defaults.Length > 1)
        {
            resolution.Findings.Add(
                ReferenceFindings.DefaultRealmAmbiguous,
                defaults[1].Value.Locate(isDefault),
                $"realm \"{Excerpt.Of(defaults[0].Key)}\" is the default already");
        }
        else if (defaults.Length == 0 && sorted.Length > 1)
        {
            resolution.Findings.Add(
                ReferenceFindings.DefaultRealmMissing, sorted[0].Value.Definition.Location, "none of the realms has default 1");
        }

        var members = resolution.Name(ObjectType.Realm, "realm_members");
        var indices = sorted.Select((pair, index) => (pair.Key, index)).ToDictionary(pair => pair.Key, pair => pair.index, StringComparer.Ordinal);
        int[][] edges =
        [
            .. sorted.Select(pair => Words.SplitList(pair.Value.Value(members) ?? "").Where(indices.ContainsKey).Select(name => indices[name]).ToArray()),
        ];
        foreach (var circle in HostGraph.Circles(edges))
        {
            var text = string.Join(" → ", circle.Append(circle[0]).Select(realm => Excerpt.Of(sorted[realm].Key)));
            resolution.Findings.Add(ReferenceFindings.RealmLoop, sorted[circle[0]].Value.Locate(members), $"these realms contain each other: {text}");
        }
    }

    /// <summary>A host without a realm takes that of its first group that has one.</summary>
    internal static void Inherit(Resolution resolution, HostTable hosts, GroupTable groups)
    {
        var ofGroup = resolution.Name(ObjectType.HostGroup, "realm");
        var ofHost = resolution.Name(ObjectType.Host, "realm");
        foreach (var (draft, members) in groups.Members)
        {
            if (draft.Value(ofGroup) is not { } realm)
            {
                continue;
            }

            foreach (var host in members)
            {
                if (hosts.Drafts[host].Value(ofHost) is null)
                {
                    hosts.Drafts[host].Set(ofHost, realm, draft.Locate(ofGroup));
                }
            }
        }
    }
}
