using Google.Protobuf;
using Tsuba.Protocol;

namespace Tsuba.Hosting.Peers;

/// <summary>Calls to other daemons over HTTP/2 with both certificates checked. Heartbeats have connections of their own.</summary>
public interface IPeers
{
    /// <summary>Calls a route and returns its reply.</summary>
    /// <param name="peer">Whom.</param>
    /// <param name="route">What.</param>
    /// <param name="request">The message.</param>
    /// <param name="timeout">How long to wait for the whole reply; add the wait of a long poll to it.</param>
    /// <param name="cancellationToken">Stop, not time-out.</param>
    /// <exception cref="PeerCallException">Not reached, refused or timed out; says whether a retry can help.</exception>
    Task<TReply> CallAsync<TRequest, TReply>(
        PeerAddress peer,
        Route<TRequest, TReply> route,
        TRequest request,
        TimeSpan timeout,
        CancellationToken cancellationToken)
        where TRequest : IMessage<TRequest>
        where TReply : IMessage<TReply>;
}
