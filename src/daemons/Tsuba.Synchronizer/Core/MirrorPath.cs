namespace Tsuba.Synchronizer.Core;

/// <summary>Where a file of the configuration lies in the work tree.</summary>
internal static class MirrorPath
{
    /// <summary>
    /// The absolute path without its root, with <c>.</c> and <c>..</c> taken out. A part that git keeps for itself (<c>.git…</c>, in any
    /// case) gets a percent sign before it, and so does a part that starts with one, so that two paths never become one.
    /// Null if nothing is left.
    /// </summary>
    internal static string? Of(string path)
    {
        var parts = new List<string>();
        foreach (var part in path.Split('/', StringSplitOptions.RemoveEmptyEntries))
        {
            if (part == "..")
            {
                if (parts.Count > 0)
                {
                    parts.RemoveAt(parts.Count - 1);
                }
            }
            else if (part != ".")
            {
                var isReserved = part.StartsWith(".git", StringComparison.OrdinalIgnoreCase) || part[0] == '%';
                parts.Add(isReserved ? $"%{part}" : part);
            }
        }

        return parts.Count == 0 ? null : string.Join('/', parts);
    }

    /// <summary>The absolute path of a file in the work tree: <see cref="Of"/> undone.</summary>
    internal static string SourceOf(string path) =>
        "/" + string.Join('/', path.Split('/', StringSplitOptions.RemoveEmptyEntries).Select(part => part[0] == '%' ? part[1..] : part));
}
