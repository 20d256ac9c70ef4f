namespace Tsuba.Synchronizer.Sources.Readers;

/// <summary>Where a path leads when every symbolic link in it is followed.</summary>
internal static class RealPath
{
    private const int MostLinks = 40;

    /// <summary>The absolute path without links, <c>.</c> and <c>..</c>; null if its links lead in a circle.</summary>
    internal static string? Of(string path)
    {
        var pending = new Stack<string>(Parts(Path.GetFullPath(path)));
        var real = "/";
        var links = 0;
        while (pending.TryPop(out var part))
        {
            if (part == "..")
            {
                real = Path.GetDirectoryName(real) ?? "/";
                continue;
            }

            var next = Path.Combine(real, part);
            if (new FileInfo(next).LinkTarget is not { } target)
            {
                real = next;
                continue;
            }

            if (++links > MostLinks)
            {
                return null;
            }

            real = target.StartsWith('/') ? "/" : real;
            foreach (var piece in Parts(target))
            {
                pending.Push(piece);
            }
        }

        return real;
    }

    // The last first, so that a stack gives them in their order.
    private static IEnumerable<string> Parts(string path) =>
        path.Split('/', StringSplitOptions.RemoveEmptyEntries).Where(part => part != ".").Reverse();
}
