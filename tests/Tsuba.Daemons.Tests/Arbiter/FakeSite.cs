using System.Collections.Concurrent;
using Tsuba.Hosting.Peers;
using Tsuba.Hosting.Routing;
using Tsuba.Model.Items;
using Tsuba.Protocol;

namespace Tsuba.Daemons.Tests.Arbiter;

/// <summary>The network of a site in memory: daemons by role and name, each up or down.</summary>
internal sealed class FakeSite : IPeers
{
    private readonly ConcurrentDictionary<(DaemonRole, string), RouteRecorder> _daemons = new();
    private readonly ConcurrentDictionary<(DaemonRole, string), bool> _down = new();

    internal RouteRecorder Add(DaemonRole role, string name) => _daemons.GetOrAdd((role, name), _ => new RouteRecorder());

    internal void SetDown(DaemonRole role, string name, bool isDown) => _down[(role, name)] = isDown;

    public async Task<TReply> CallAsync<TRequest, TReply>(PeerAddress peer, Route<TRequest, TReply> route, TRequest request, TimeSpan timeout, CancellationToken cancellationToken)
        where TRequest : Google.Protobuf.IMessage<TRequest>
        where TReply : Google.Protobuf.IMessage<TReply>
    {
        await Task.Yield();
        if (!_daemons.TryGetValue((peer.Role, peer.Name), out var daemon) || _down.GetValueOrDefault((peer.Role, peer.Name)))
        {
            throw new PeerCallException($"{peer} is down", canRetry: true, innerException: null);
        }

        return await daemon.CallAsync(new Caller(DaemonRole.Arbiter, "arbiter-master"), route, request, cancellationToken);
    }
}
