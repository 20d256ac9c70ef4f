using System.Globalization;

namespace Tsuba.Hosting.Lifecycle;

/// <summary>Finds out who listens on a TCP port, as far as /proc shows it to us.</summary>
public static class PortOwner
{
    private const string ListenState = "0A";

    /// <summary><c>process 123 (nginx)</c>; <c>another process</c> if it is not ours to see; empty if nobody listens.</summary>
    public static string Describe(int port)
    {
        var inodes = new HashSet<string>(StringComparer.Ordinal);
        foreach (var table in new[] { "/proc/net/tcp", "/proc/net/tcp6" })
        {
            if (File.Exists(table))
            {
                inodes.UnionWith(ListeningInodes(File.ReadLines(table), port));
            }
        }

        if (inodes.Count == 0)
        {
            return "";
        }

        foreach (var directory in Directory.EnumerateDirectories("/proc"))
        {
            var name = Path.GetFileName(directory);
            if (int.TryParse(name, NumberStyles.None, CultureInfo.InvariantCulture, out var process) && Holds(directory, inodes))
            {
                return string.Create(CultureInfo.InvariantCulture, $"process {process} ({CommandOf(directory)})");
            }
        }

        return "another process";
    }

    /// <summary>Inodes of the sockets that listen on a port, from the lines of <c>/proc/net/tcp</c>.</summary>
    internal static IEnumerable<string> ListeningInodes(IEnumerable<string> lines, int port)
    {
        var suffix = string.Create(CultureInfo.InvariantCulture, $":{port:X4}");
        foreach (var line in lines)
        {
            var fields = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
            if (fields.Length > 9 && fields[3] == ListenState && fields[1].EndsWith(suffix, StringComparison.Ordinal))
            {
                yield return fields[9];
            }
        }
    }

    private static bool Holds(string processDirectory, HashSet<string> inodes)
    {
        try
        {
            foreach (var descriptor in new DirectoryInfo(Path.Combine(processDirectory, "fd")).EnumerateFileSystemInfos())
            {
                var target = descriptor.LinkTarget;
                if (target is not null && target.StartsWith("socket:[", StringComparison.Ordinal) && inodes.Contains(target[8..^1]))
                {
                    return true;
                }
            }
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            // Not ours to look at, or gone in the meantime.
            return false;
        }

        return false;
    }

    private static string CommandOf(string processDirectory)
    {
        try
        {
            return File.ReadAllText(Path.Combine(processDirectory, "comm")).Trim();
        }
        catch (IOException)
        {
            return "gone in the meantime";
        }
    }
}
