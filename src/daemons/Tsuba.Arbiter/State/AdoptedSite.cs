using Tsuba.Arbiter.Loading;
using Tsuba.Hosting.Pki;
using Tsuba.Model.Definitions;
using Tsuba.Model.Items;

namespace Tsuba.Arbiter.State;

/// <summary>What a site runs whose configuration was adopted: its files no longer say it.</summary>
public static class AdoptedSite
{
    /// <summary>The configuration that an arbiter of the site accepted last; null if none of them reads from a synchronizer.</summary>
    /// <param name="siteDirectory">State directory of the site.</param>
    public static ResolvedConfiguration? Read(string siteDirectory) =>
        Directory.Exists(siteDirectory)
            ? Directory.EnumerateDirectories(siteDirectory, $"{DaemonRole.Arbiter.ToIdentifier()}-*")
                .Where(AdoptableConfigurationSource.IsAdopted)
                .Select(arbiter => new AcceptedConfiguration(arbiter).Read()?.Configuration)
                .FirstOrDefault(configuration => configuration is not null)
            : null;
}
