using Google.Protobuf;
using Tsuba.Protocol;

namespace Tsuba.Hosting.Routing;

/// <summary>Where a daemon declares its calls.</summary>
public interface IDaemonRoutes
{
    /// <summary>
    /// Answers a route. Callers of other roles, bodies over the limit and messages that do not parse never reach the handler.
    /// The token is cancelled when the caller goes away or the daemon stops.
    /// </summary>
    void Map<TRequest, TReply>(
        Route<TRequest, TReply> route,
        Func<Caller, TRequest, CancellationToken, ValueTask<TReply>> handler)
        where TRequest : IMessage<TRequest>
        where TReply : IMessage<TReply>;
}
