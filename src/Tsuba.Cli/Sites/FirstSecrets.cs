using Tsuba.Hosting.Lifecycle;
using Tsuba.Model.Items;

namespace Tsuba.Cli.Sites;

/// <summary>
/// Prints the password of the page and the first token of the API, once: the console module leaves them in a file that only the
/// owner of the site can read, and after they were printed the file is removed.
/// </summary>
internal static class FirstSecrets
{
    private const string FileName = "first-secrets";
    private const string LastKey = "token=";
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    /// <summary>Waits up to 30 s for the files of the brokers, which write them only when they are new.</summary>
    public static async Task PrintAsync(SiteState state, IReadOnlyList<DaemonHost> daemons, CancellationToken stop)
    {
        var paths = daemons
            .Where(daemon => daemon.Specification.Role == DaemonRole.Broker)
            .Select(daemon => Path.Combine(
                state.DaemonDirectory(DaemonRole.Broker, daemon.Specification.Name), "module-console", FileName))
            .ToList();
        var start = TimeProvider.System.GetTimestamp();
        while (paths.Count > 0 && TimeProvider.System.GetElapsedTime(start) < Patience)
        {
            foreach (var path in paths.Where(File.Exists).ToList())
            {
                var text = await File.ReadAllTextAsync(path, stop);
                if (text.Contains(LastKey, StringComparison.Ordinal) && text.EndsWith('\n'))
                {
                    Console.WriteLine($"First sign-in, shown once:\n{text}");
                    File.Delete(path);
                    paths.Remove(path);
                }
            }

            await Task.Delay(Pause, TimeProvider.System, stop);
        }
    }
}
