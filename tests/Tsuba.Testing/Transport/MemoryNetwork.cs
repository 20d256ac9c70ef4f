using System.Collections.Concurrent;
using Google.Protobuf;
using Tsuba.Hosting.Peers;
using Tsuba.Hosting.Routing;
using Tsuba.Model.Items;
using Tsuba.Protocol;

namespace Tsuba.Testing.Transport;

/// <summary>
/// Daemons of one test, joined by calls instead of connections. Every message is written and read again, and callers of a role
/// that the route does not allow are refused, as on a real port.
/// </summary>
public sealed class MemoryNetwork
{
    private readonly ConcurrentDictionary<(DaemonRole Role, string Name), MemoryRoutes> _ports = new();
    private readonly ConcurrentDictionary<(string From, string To), bool> _cut = new();

    /// <summary>The port of a daemon; map its routes to it. A second call for one name replaces the port: a restart.</summary>
    public MemoryRoutes Port(DaemonRole role, string name)
    {
        var routes = new MemoryRoutes();
        _ports[(role, name)] = routes;
        return routes;
    }

    /// <summary>Takes a daemon off the network.</summary>
    public void Remove(DaemonRole role, string name) => _ports.TryRemove((role, name), out _);

    /// <summary>Calls from one name to another fail from now on, or no longer.</summary>
    public void Cut(string from, string to, bool isCut) => _cut[(from, to)] = isCut;

    /// <summary>The calls of one daemon to others.</summary>
    public IPeers PeersOf(DaemonRole role, string name) => new MemoryPeers(this, new Caller(role, name));

    internal async Task<TReply> CallAsync<TRequest, TReply>(
        Caller caller,
        PeerAddress peer,
        Route<TRequest, TReply> route,
        TRequest request,
        CancellationToken cancellationToken)
        where TRequest : IMessage<TRequest>
        where TReply : IMessage<TReply>
    {
        if (_cut.GetValueOrDefault((caller.Name, peer.Name)) || !_ports.TryGetValue((peer.Role, peer.Name), out var routes))
        {
            throw new PeerCallException($"{peer} is not there", canRetry: true, null);
        }

        if (!route.Callers.Contains(caller.Role))
        {
            throw new PeerCallException($"{caller.Role} may not call {route.Path}", canRetry: false, null);
        }

        var bytes = await routes.AnswerAsync(route.Path, caller, request.ToByteArray(), cancellationToken);
        return route.ReplyParser.ParseFrom(bytes);
    }
}
