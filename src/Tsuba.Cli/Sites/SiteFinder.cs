using System.CommandLine;
using Tsuba.Hosting.Lifecycle;

namespace Tsuba.Cli.Sites;

/// <summary>Finds the state directory that a verb works on: <c>--state</c>, else TSUBA_STATE, else by the site's name, else the only one there is.</summary>
internal static class SiteFinder
{
    /// <summary>Name of a site if nobody names it.</summary>
    public const string DefaultSite = "site";

    /// <summary>Directory for a site that may be new.</summary>
    public static string DirectoryFor(ParseResult parsed, SiteOptions options, string defaultSite) =>
        Named(parsed, options) ?? SiteState.DefaultDirectory(parsed.GetValue(options.Site) ?? defaultSite);

    /// <summary>Opens a site that exists.</summary>
    /// <exception cref="IOException">There is none, or which one is not clear.</exception>
    public static SiteState Open(ParseResult parsed, SiteOptions options)
    {
        if (Named(parsed, options) is { } directory)
        {
            return SiteState.Open(directory, TimeProvider.System);
        }

        if (parsed.GetValue(options.Site) is { } site)
        {
            return SiteState.Open(SiteState.DefaultDirectory(site), TimeProvider.System);
        }

        return SiteState.Open(TheOnlyOne(), TimeProvider.System);
    }

    private static string? Named(ParseResult parsed, SiteOptions options) =>
        parsed.GetValue(options.State) is { Length: > 0 } given ? given
            : Environment.GetEnvironmentVariable("TSUBA_STATE") is { Length: > 0 } variable ? variable
            : null;

    private static string TheOnlyOne()
    {
        var usual = SiteState.DefaultDirectory(DefaultSite);
        if (Environment.IsPrivilegedProcess && IsSite(usual))
        {
            return usual;
        }

        var parent = Path.GetDirectoryName(usual) ?? "/";
        var sites = Directory.Exists(parent) ? Directory.EnumerateDirectories(parent).Where(IsSite).ToList() : [];
        var running = sites.Where(site => RunningDaemon.List(SiteState.Open(site, TimeProvider.System)).Count > 0).ToList();
        return (running.Count, sites.Count) switch
        {
            (1, _) => running[0],
            (0, 1) => sites[0],
            (0, 0) => usual,
            _ => throw new IOException(
                $"There are several sites in {parent} ({string.Join(", ", sites.Select(Path.GetFileName))}); say which with --site."),
        };
    }

    private static bool IsSite(string directory) => File.Exists(Path.Combine(directory, "site.json"));
}
