using System.Collections.Concurrent;
using Google.Protobuf;
using Tsuba.Hosting.Peers;
using Tsuba.Hosting.Routing;
using Tsuba.Protocol;

namespace Tsuba.Testing.Transport;

/// <summary>The port of one daemon on a <see cref="MemoryNetwork"/>.</summary>
public sealed class MemoryRoutes : IDaemonRoutes
{
    private readonly ConcurrentDictionary<string, Func<Caller, byte[], CancellationToken, Task<byte[]>>> _handlers = new(StringComparer.Ordinal);

    public void Map<TRequest, TReply>(
        Route<TRequest, TReply> route, Func<Caller, TRequest, CancellationToken, ValueTask<TReply>> handler)
        where TRequest : IMessage<TRequest>
        where TReply : IMessage<TReply> =>
        _handlers[route.Path] = async (caller, bytes, cancellationToken) =>
            (await handler(caller, route.RequestParser.ParseFrom(bytes), cancellationToken)).ToByteArray();

    internal Task<byte[]> AnswerAsync(string path, Caller caller, byte[] request, CancellationToken cancellationToken) =>
        _handlers.TryGetValue(path, out var handler)
            ? handler(caller, request, cancellationToken)
            : throw new PeerCallException($"{path} is not answered here", canRetry: false, null);
}
