using Tsuba.Hosting.Lifecycle;
using Tsuba.Model.Items;

namespace Tsuba.Cli.Sites;

/// <summary>
/// Prints the password of the page and the first tokens, once: modules leave them in files that only the owner of the site can
/// read, and after they were printed the files are removed.
/// </summary>
internal static class FirstSecrets
{
    private const string SignInFile = "module-console/first-secrets";
    private const string TokenFile = "module-ws-arbiter/first-token";
    private const string LastKey = "token=";
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    /// <summary>Waits up to 30 s for files of modules that are new.</summary>
    public static async Task PrintAsync(SiteState state, IReadOnlyList<DaemonHost> daemons, CancellationToken stop)
    {
        var paths = daemons
            .SelectMany(daemon => Files(daemon.Specification.Role)
                .Select(file => Path.Combine(state.DaemonDirectory(daemon.Specification.Role, daemon.Specification.Name), file)))
            .ToList();
        var start = TimeProvider.System.GetTimestamp();
        while (paths.Count > 0 && TimeProvider.System.GetElapsedTime(start) < Patience)
        {
            foreach (var path in paths.Where(File.Exists).ToList())
            {
                var text = await File.ReadAllTextAsync(path, stop);
                if (text.EndsWith('\n') && (path.EndsWith(TokenFile, StringComparison.Ordinal) || text.Contains(LastKey, StringComparison.Ordinal)))
                {
                    var what = path.EndsWith(TokenFile, StringComparison.Ordinal) ? "Token of the web service for passive results" : "First sign-in";
                    Console.WriteLine($"{what}, shown once:\n{text}");
                    File.Delete(path);
                    paths.Remove(path);
                }
            }

            await Task.Delay(Pause, TimeProvider.System, stop);
        }
    }

    private static string[] Files(DaemonRole role) => role switch
    {
        DaemonRole.Broker => [SignInFile],
        DaemonRole.Receiver => [TokenFile],
        _ => [],
    };
}
