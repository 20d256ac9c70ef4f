using Tsuba.Model.Items;
using Tsuba.Protocol.Contracts;

namespace Tsuba.Daemons.Tests.Arbiter;

/// <summary>A satellite that remembers its links.</summary>
internal sealed class FakeSatellite
{
    private volatile PutLinksRequest? _links;
    private volatile StatusReply? _site;
    private int _pushes;

    internal FakeSatellite(FakeSite site, DaemonRole role, string name)
    {
        Routes = site.Add(role, name);
        Routes.Map(Protocol.Routes.Heartbeat, (_, _, _) => ValueTask.FromResult(new HeartbeatReply { Name = name, Run = "1", Health = "ok", Generation = _links?.Generation ?? 0 }));
        Routes.Map(Protocol.Routes.PutLinks, (_, request, _) =>
        {
            Interlocked.Increment(ref _pushes);
            _links = request;
            return ValueTask.FromResult(new PutLinksReply { Ack = new Ack { Accepted = true } });
        });
        Routes.Map(Protocol.Routes.PutSite, (_, request, _) =>
        {
            _site = request.Site;
            return ValueTask.FromResult(new PutSiteReply { Ack = new Ack { Accepted = true } });
        });
    }

    internal RouteRecorder Routes { get; }

    internal PutLinksRequest? Links => _links;

    /// <summary>A broker: what it was told of the site.</summary>
    internal StatusReply? Site => _site;

    internal int Pushes => Volatile.Read(ref _pushes);
}
