using Google.Protobuf;
using Tsuba.Hosting.Routing;
using Tsuba.Protocol;

namespace Tsuba.Daemons.Tests.Arbiter;

/// <summary>The routes of a daemon or of a fake, called by message without a network.</summary>
internal sealed class RouteRecorder : IDaemonRoutes
{
    private readonly Dictionary<string, Func<Caller, IMessage, CancellationToken, ValueTask<IMessage>>> _handlers = new(StringComparer.Ordinal);

    public void Map<TRequest, TReply>(Route<TRequest, TReply> route, Func<Caller, TRequest, CancellationToken, ValueTask<TReply>> handler)
        where TRequest : IMessage<TRequest>
        where TReply : IMessage<TReply>
        => _handlers[route.Path] = async (caller, request, cancellationToken) => await handler(caller, (TRequest)request, cancellationToken);

    internal async Task<TReply> CallAsync<TRequest, TReply>(Caller caller, Route<TRequest, TReply> route, TRequest request, CancellationToken cancellationToken)
        where TRequest : IMessage<TRequest>
        where TReply : IMessage<TReply>
        => route.ReplyParser.ParseFrom((await _handlers[route.Path](caller, route.RequestParser.ParseFrom(request.ToByteArray()), cancellationToken)).ToByteArray());
}
