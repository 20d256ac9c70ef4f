using System.Collections.Immutable;

namespace Tsuba.Model.Snapshots.Building;

/// <summary>Finds a circle among objects that refer to each other, without recursion: chains may be as long as a site.</summary>
internal static class Circle
{
    /// <summary>The members of one circle in the order of the references; null: there is none.</summary>
    internal static ImmutableArray<T>? Find<T>(IEnumerable<T> nodes, Func<T, IReadOnlyList<T>> next)
        where T : class
    {
        HashSet<T> done = [];
        HashSet<T> onPath = [];
        List<(T Node, int Edge)> path = [];
        foreach (var start in nodes)
        {
            if (!done.Contains(start))
            {
                onPath.Add(start);
                path.Add((start, 0));
            }

            while (path.Count > 0)
            {
                var (node, edge) = path[^1];
                var edges = next(node);
                if (edge == edges.Count)
                {
                    done.Add(node);
                    onPath.Remove(node);
                    path.RemoveAt(path.Count - 1);
                    continue;
                }

                path[^1] = (node, edge + 1);
                var target = edges[edge];
                if (onPath.Contains(target))
                {
                    return [.. path.Select(step => step.Node).SkipWhile(member => member != target)];
                }

                if (!done.Contains(target))
                {
                    onPath.Add(target);
                    path.Add((target, 0));
                }
            }
        }

        return null;
    }
}
