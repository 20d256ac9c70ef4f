using Tsuba.LiveState.Access;

namespace Tsuba.Modules.Console.Api;

/// <summary>The site for API and page: addresses and faults of the configuration are for administrators.</summary>
internal static class SiteDescription
{
    public static ApiSite Of(ConsoleSite site, Viewer viewer)
    {
        var live = site.Tables.Site;
        var report = site.Tables.Report;
        return new ApiSite(
            site.Name,
            live.Zone.Id,
            live.Hosts.Count(viewer.Sees),
            live.Services.Count(viewer.Sees),
            report.ReceivedUtcMilliseconds / 1000.0,
            report.Site.Leader,
            report.Site.Generation,
            viewer.IsAdministrator ? report.Site.ConfigurationError : "",
            [
                .. report.Site.Daemons.Select(daemon => new ApiDaemon(
                    daemon.Role,
                    daemon.Name,
                    viewer.IsAdministrator ? daemon.Address : "",
                    daemon.Realm,
                    daemon.Spare,
                    daemon.Liveness,
                    daemon.Health,
                    daemon.Version,
                    daemon.LastSeenUtcMs / 1000.0)),
            ],
            [
                .. report.Site.Parts.Select(part => new ApiPart(
                    part.Stamp?.Part ?? 0,
                    part.Owner,
                    part.Follower,
                    part.Protected,
                    part.State,
                    part.Realm,
                    part.Hosts,
                    part.Services,
                    (int)part.Losses,
                    (int)Math.Max(1, part.Semantics),
                    part.Hindrance,
                    (site.Tables.Parts.GetValueOrDefault(part.Stamp?.Part ?? 0)?.LastEventUtcMilliseconds ?? 0) / 1000.0)),
            ]);
    }
}
