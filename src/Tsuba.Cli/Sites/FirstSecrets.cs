using Tsuba.Hosting.Lifecycle;
using Tsuba.Model.Items;

namespace Tsuba.Cli.Sites;

/// <summary>
/// Prints the password of the page and the first tokens, once: modules leave them in files that only the owner of the site can
/// read, and after they were printed the files are removed.
/// </summary>
internal static class FirstSecrets
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    /// <summary>Waits up to 30 s for files of modules that are new.</summary>
    /// <param name="state">The site.</param>
    /// <param name="daemons">Daemons that were started.</param>
    /// <param name="isWatched">Whether somebody reads the output; if not, it is only said where the files are.</param>
    /// <param name="stop">Stop.</param>
    public static async Task PrintAsync(SiteState state, IReadOnlyList<DaemonHost> daemons, bool isWatched, CancellationToken stop)
    {
        var waiting = daemons
            .SelectMany(daemon => Files(daemon.Specification.Role)
                .Select(file => (file.What, Path: Path.Combine(state.DaemonDirectory(daemon.Specification.Role, daemon.Specification.Name), file.Name))))
            .ToList();
        var start = TimeProvider.System.GetTimestamp();
        while (waiting.Count > 0 && TimeProvider.System.GetElapsedTime(start) < Patience)
        {
            for (var index = waiting.Count - 1; index >= 0; index--)
            {
                if (await ReadWholeAsync(waiting[index].Path, stop) is { } text)
                {
                    Tell(waiting[index].What, waiting[index].Path, text, isWatched);
                    waiting.RemoveAt(index);
                }
            }

            await Task.Delay(Pause, TimeProvider.System, stop);
        }
    }

    private static void Tell(string what, string path, string text, bool isWatched)
    {
        if (isWatched)
        {
            Console.WriteLine($"{what}, shown once:\n{text}");
            File.Delete(path);
        }
        else
        {
            Console.WriteLine($"{what}: in {path}; read it and remove the file.");
        }
    }

    /// <summary>The text of a file, or null while it is not there or not written to its end: its last line is the token.</summary>
    private static async Task<string?> ReadWholeAsync(string path, CancellationToken stop)
    {
        if (!File.Exists(path))
        {
            return null;
        }

        var text = await File.ReadAllTextAsync(path, stop);
        var last = text.TrimEnd('\n').Split('\n')[^1];
        var isWhole = last.Contains("token=", StringComparison.Ordinal) || (!text.Contains('=', StringComparison.Ordinal) && last.Length > 0);
        return isWhole && text.EndsWith('\n') ? text : null;
    }

    private static (string What, string Name)[] Files(DaemonRole role) => role switch
    {
        DaemonRole.Broker => [("First sign-in", "module-console/first-secrets")],
        DaemonRole.Synchronizer => [("First sign-in to the editing of the configuration", "first-secrets")],
        DaemonRole.Receiver => [("Token of the web service for passive results", "module-ws-arbiter/first-token")],
        _ => [],
    };
}
