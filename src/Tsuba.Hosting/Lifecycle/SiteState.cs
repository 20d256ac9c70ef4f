using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using Tsuba.Hosting.Pki;

namespace Tsuba.Hosting.Lifecycle;

/// <summary>
/// The state directory of a site on this machine: <c>site.json</c>, <c>version</c>, <c>pki/</c>, <c>run/</c>, <c>log/</c> and a
/// directory for each daemon.
/// </summary>
public sealed partial class SiteState
{
    private const int FormatVersion = 1;
    private const string DefaultSiteName = "site";

    private SiteState(string directory, string site, TimeProvider time)
    {
        Directory = directory;
        Site = site;
        Pki = new SitePki(site, Path.Combine(directory, "pki"), time);
    }

    /// <summary>The directory.</summary>
    public string Directory { get; }

    /// <summary>Name of the site.</summary>
    public string Site { get; }

    /// <summary>Its certificates.</summary>
    public SitePki Pki { get; }

    /// <summary>Where logs are written.</summary>
    public string LogDirectory => Path.Combine(Directory, "log");

    /// <summary>Sockets, pipes, and who runs.</summary>
    public string RunDirectory => Path.Combine(Directory, "run");

    /// <summary>
    /// Where state lives if nothing is said: <c>/var/lib/tsuba</c> for root, else <c>$XDG_STATE_HOME/tsuba/SITE</c> or
    /// <c>~/.local/state/tsuba/SITE</c>.
    /// </summary>
    public static string DefaultDirectory(string site)
    {
        if (Environment.IsPrivilegedProcess)
        {
            return "/var/lib/tsuba";
        }

        var state = Environment.GetEnvironmentVariable("XDG_STATE_HOME");
        if (string.IsNullOrEmpty(state) || !Path.IsPathRooted(state))
        {
            state = Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".local", "state");
        }

        return Path.Combine(state, "tsuba", site);
    }

    /// <summary>Opens the directory, or makes it with an authority of its own.</summary>
    /// <param name="directory">Directory; made with mode 0700 if it is not there.</param>
    /// <param name="site">Name for a new site; null: <c>site</c>. An existing site must have this name if one is given.</param>
    /// <param name="time">Clock.</param>
    /// <exception cref="IOException">Of another site, of a later version, not safe to use, or another user's and this process is root.</exception>
    public static SiteState OpenOrCreate(string directory, string? site, TimeProvider time)
    {
        directory = Path.GetFullPath(directory);
        MakeDirectory(directory);
        FileOwner.Require(DescriptionPath(directory));
        using (ExclusiveFile.Wait(Path.Combine(directory, "lock"), time))
        {
            CheckVersion(directory);
            if (!File.Exists(DescriptionPath(directory)))
            {
                var description = new Description(site ?? DefaultSiteName, time.GetUtcNow());
                PrivateFiles.Write(
                    DescriptionPath(directory), JsonSerializer.Serialize(description, DescriptionJson.Default.Description), isPublic: true);
            }
        }

        var state = Open(directory, time);
        if (site is not null && site != state.Site)
        {
            throw new IOException($"{directory} belongs to site {state.Site}, not {site}.");
        }

        PrivateFiles.EnsureDirectory(state.LogDirectory);
        PrivateFiles.EnsureDirectory(state.RunDirectory);
        state.Pki.EnsureAuthority();
        return state;
    }

    /// <summary>Opens the directory of a site that exists.</summary>
    /// <exception cref="IOException">There is none.</exception>
    public static SiteState Open(string directory, TimeProvider time)
    {
        directory = Path.GetFullPath(directory);
        var path = DescriptionPath(directory);
        if (!File.Exists(path))
        {
            throw new FileNotFoundException($"There is no site in {directory}; name its state directory with --state.", path);
        }

        CheckVersion(directory);
        return new SiteState(directory, Read(path).Site, time);
    }

    /// <summary>Checks that files which this process writes here can be read by the site's daemons.</summary>
    /// <exception cref="IOException">It is root, and the site is another user's.</exception>
    public void RequireOwner() => FileOwner.Require(DescriptionPath(Directory));

    /// <summary>The directory of one daemon; made if it is not there.</summary>
    public string DaemonDirectory(Tsuba.Model.Items.DaemonRole role, string name)
    {
        var path = Path.Combine(Directory, $"{role.ToIdentifier()}-{FileNames.Escape(name)}");
        PrivateFiles.EnsureDirectory(path);
        return path;
    }

    /// <summary>
    /// Writes a state directory for another machine: what site it is, the certificates of its daemons, the authorities to believe. An
    /// administrator copies it to where the daemons there look for their state; what lies there already stays.
    /// </summary>
    /// <param name="directory">Where; made if it is not there.</param>
    /// <param name="identities">Who runs on that machine.</param>
    /// <param name="hosts">Names and addresses of that machine.</param>
    /// <param name="life">How long the certificates are valid.</param>
    public void WriteBundle(string directory, IEnumerable<PeerIdentity> identities, IReadOnlyCollection<string> hosts, TimeSpan life)
    {
        MakeDirectory(directory);
        CheckVersion(directory);
        PrivateFiles.Write(DescriptionPath(directory), File.ReadAllText(DescriptionPath(Directory)), isPublic: true);
        Pki.WriteBundle(Path.Combine(directory, "pki"), identities, hosts, life);
    }

    private static void MakeDirectory(string directory)
    {
        try
        {
            PrivateFiles.EnsureDirectory(directory);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new IOException($"The state directory {directory} cannot be made or used: {failure.Message}", failure);
        }
    }

    private static Description Read(string path)
    {
        try
        {
            return JsonSerializer.Deserialize(File.ReadAllText(path), DescriptionJson.Default.Description) is { Site.Length: > 0 } description
                ? description
                : throw new IOException($"{path} names no site; put it back from a copy, or remove it for a new site with the same certificates.");
        }
        catch (JsonException failure)
        {
            throw new IOException(
                $"{path} is no description of a site ({failure.Message}); put it back from a copy, or remove it for a new site with the same certificates.",
                failure);
        }
    }

    private static string DescriptionPath(string directory) => Path.Combine(directory, "site.json");

    private static void CheckVersion(string directory)
    {
        var path = Path.Combine(directory, "version");
        if (!File.Exists(path))
        {
            PrivateFiles.Write(path, string.Create(CultureInfo.InvariantCulture, $"{FormatVersion}\n"), isPublic: true);
            return;
        }

        var text = File.ReadAllText(path).Trim();
        if (!int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var version) || version > FormatVersion)
        {
            throw new IOException($"{directory} was written by a later version (format '{text}', this one knows {FormatVersion}).");
        }
    }

    internal sealed record Description(string Site, DateTimeOffset Created);

    [JsonSerializable(typeof(Description))]
    [JsonSourceGenerationOptions(WriteIndented = true, PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
    internal sealed partial class DescriptionJson : JsonSerializerContext;
}
