using Tsuba.Configuration.Expansion;
using Tsuba.Model.Definitions;
using Tsuba.Model.Diagnostics;

namespace Tsuba.Configuration.Checks;

/// <summary>Finds circles among parents, dependencies and realms. Each circle is reported once.</summary>
internal static class HostGraph
{
    /// <summary>Reports hosts that are, through their parents, their own parents. Source: reference/shinken.md 3.6 "loops".</summary>
    internal static void CheckParents(Resolution resolution, HostTable hosts)
    {
        var property = resolution.Name(ObjectType.Host, "parents");
        var parents = new int[hosts.Names.Length][];
        for (var host = 0; host < parents.Length; host++)
        {
            var names = hosts.Drafts[host].Value(property) is { } value ? Words.SplitList(value) : [];
            if (names.Contains(hosts.Names[host], StringComparer.Ordinal))
            {
                resolution.Findings.Add(
                    ReferenceFindings.SelfParent, hosts.Drafts[host].Locate(property), $"host \"{Excerpt.Of(hosts.Names[host])}\" is its own parent");
            }

            var self = host;
            parents[host] = names.Length == 0 ? [] : [.. names.Select(hosts.Find).Where(parent => parent >= 0 && parent != self)];
        }

        foreach (var circle in Circles(parents))
        {
            var text = string.Join(" → ", circle.Append(circle[0]).Take(20).Select(host => Excerpt.Of(hosts.Names[host])));
            resolution.Findings.Add(
                ReferenceFindings.ParentLoop, hosts.Drafts[circle[0]].Locate(property), $"these hosts are parents of each other: {text}");
        }
    }

    /// <summary>
    /// Reports dependencies that lead back to where they start. Checks and notifications are two graphs: a circle in both together, or one of
    /// dependencies without criteria, does no harm.
    /// </summary>
    internal static void CheckDependencies(Resolution resolution, ObjectType type)
    {
        foreach (var criteria in (string[])["execution_failure_criteria", "notification_failure_criteria"])
        {
            CheckDependencies(resolution, resolution.Results[(int)type].Where(pair => HasCriteria(pair.Find(criteria))));
        }
    }

    private static bool HasCriteria(string? letters) => letters is not null && Words.SplitList(letters).Any(letter => letter[0] is not ('n' or 'N'));

    private static void CheckDependencies(Resolution resolution, IEnumerable<ResolvedObject> pairs)
    {
        var indices = new Dictionary<string, int>(StringComparer.Ordinal);
        var names = new List<string>();
        var edges = new List<List<int>>();
        var places = new List<SourceLocation>();
        foreach (var pair in pairs)
        {
            var dependent = Node(Text(pair, "dependent_host_name", "dependent_service_description"), pair.Location);
            var master = Node(Text(pair, "host_name", "service_description"), pair.Location);
            edges[dependent].Add(master);
            places[dependent] = pair.Location;
        }

        foreach (var circle in Circles([.. edges.Select(list => list.ToArray())]))
        {
            var text = string.Join(" → ", circle.Append(circle[0]).Take(20).Select(node => Excerpt.Of(names[node])));
            resolution.Findings.Add(ReferenceFindings.DependencyLoop, places[circle[0]], $"these depend on each other: {text}");
        }

        int Node(string name, SourceLocation location)
        {
            if (!indices.TryGetValue(name, out var index))
            {
                indices.Add(name, index = names.Count);
                names.Add(name);
                edges.Add([]);
                places.Add(location);
            }

            return index;
        }
    }

    /// <summary>The circles of a graph, one for each group of nodes that reach each other. No recursion: chains may be long.</summary>
    internal static IEnumerable<List<int>> Circles(int[][] edges)
    {
        // 0: not seen, 1: on the path, 2: done.
        var state = new byte[edges.Length];
        var next = new int[edges.Length];
        var path = new List<int>();
        for (var start = 0; start < edges.Length; start++)
        {
            if (state[start] != 0)
            {
                continue;
            }

            path.Add(start);
            state[start] = 1;
            while (path.Count > 0)
            {
                var node = path[^1];
                if (next[node] == edges[node].Length)
                {
                    state[node] = 2;
                    path.RemoveAt(path.Count - 1);
                    continue;
                }

                var target = edges[node][next[node]++];
                if (state[target] == 1)
                {
                    yield return path[path.IndexOf(target)..];
                }
                else if (state[target] == 0)
                {
                    state[target] = 1;
                    path.Add(target);
                }
            }
        }
    }

    private static string Text(ResolvedObject pair, string host, string service) =>
        pair.Find(service) is { } description ? $"{pair.Find(host)};{description}" : pair.Find(host) ?? "";
}
