using System.Collections.Immutable;
using Tsuba.Model.Snapshots;

namespace Tsuba.LiveState;

/// <summary>The items of one part. They stay when the definitions of another part change.</summary>
/// <param name="Snapshot">What is configured.</param>
/// <param name="Hosts">Hosts in ordinal order of their names.</param>
/// <param name="Services">Services in ordinal order of host, then description.</param>
internal sealed record LivePart(ConfigurationSnapshot Snapshot, ImmutableArray<LiveHost> Hosts, ImmutableArray<LiveService> Services)
{
    /// <summary>Makes the items of a part; those that were there before keep their status.</summary>
    internal static LivePart Of(int part, ConfigurationSnapshot snapshot, LiveSite before)
    {
        var hosts = ImmutableArray.CreateBuilder<LiveHost>(snapshot.Hosts.Length);
        var services = ImmutableArray.CreateBuilder<LiveService>(snapshot.Services.Length);
        foreach (var host in snapshot.Hosts)
        {
            var live = new LiveHost(part, host);
            live.Adopt(before);
            hosts.Add(live);
            live.Services = [.. host.Services.Select(service => new LiveService(live, service))];
            foreach (var service in live.Services)
            {
                service.Adopt(before);
            }

            services.AddRange(live.Services);
        }

        return new LivePart(snapshot, hosts.MoveToImmutable(), services.DrainToImmutable());
    }
}
