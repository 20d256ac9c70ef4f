using Google.Protobuf;
using Tsuba.Hosting.Peers;
using Tsuba.Hosting.Routing;
using Tsuba.Protocol;

namespace Tsuba.Testing.Transport;

/// <summary>One daemon's calls over a <see cref="MemoryNetwork"/>.</summary>
internal sealed class MemoryPeers(MemoryNetwork network, Caller caller) : IPeers
{
    public Task<TReply> CallAsync<TRequest, TReply>(
        PeerAddress peer, Route<TRequest, TReply> route, TRequest request, TimeSpan timeout, CancellationToken cancellationToken)
        where TRequest : IMessage<TRequest>
        where TReply : IMessage<TReply> =>
        network.CallAsync(caller, peer, route, request, cancellationToken);
}
