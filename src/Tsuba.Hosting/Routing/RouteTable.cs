using System.Collections.Immutable;
using Google.Protobuf;
using Microsoft.AspNetCore.Http;
using Tsuba.Model.Items;
using Tsuba.Protocol;

namespace Tsuba.Hosting.Routing;

/// <summary>What a daemon declared, by path.</summary>
internal sealed class RouteTable : IDaemonRoutes
{
    private readonly Dictionary<string, Entry> _entries = new(StringComparer.Ordinal);

    /// <inheritdoc/>
    public void Map<TRequest, TReply>(
        Route<TRequest, TReply> route,
        Func<Caller, TRequest, CancellationToken, ValueTask<TReply>> handler)
        where TRequest : IMessage<TRequest>
        where TReply : IMessage<TReply>
        => Add(route, handler, duringStart: false);

    /// <summary>Declares a call that is answered also while the daemon restores its state.</summary>
    public void MapAlways<TRequest, TReply>(
        Route<TRequest, TReply> route,
        Func<Caller, TRequest, CancellationToken, ValueTask<TReply>> handler)
        where TRequest : IMessage<TRequest>
        where TReply : IMessage<TReply>
        => Add(route, handler, duringStart: true);

    // A caller whose time is over resets its request; that is no fault of ours.
    private static async ValueTask<TRequest> ReadAsync<TRequest>(Stream body, MessageParser<TRequest> parser, CancellationToken token)
        where TRequest : IMessage<TRequest>
    {
        try
        {
            return await WireMessage.ReadAsync(body, parser, token);
        }
        catch (IOException gone) when (gone is not (BadHttpRequestException or InvalidProtocolBufferException))
        {
            throw new OperationCanceledException("the caller went away", gone, token);
        }
    }

    /// <summary>The entry of a path; null if nothing was declared.</summary>
    public Entry? Find(string path) => _entries.GetValueOrDefault(path);

    private void Add<TRequest, TReply>(
        Route<TRequest, TReply> route,
        Func<Caller, TRequest, CancellationToken, ValueTask<TReply>> handler,
        bool duringStart)
        where TRequest : IMessage<TRequest>
        where TReply : IMessage<TReply>
    {
        var entry = new Entry(route.Path, route.Callers, duringStart, async (http, caller, token) =>
        {
            var request = await ReadAsync(http.Request.Body, route.RequestParser, token);
            var reply = await handler(caller, request, token);
            http.Response.ContentType = WireMessage.ContentType;
            http.Response.ContentLength = reply.CalculateSize();
            await WireMessage.WriteAsync(http.Response.BodyWriter, reply, token);
        });
        if (!_entries.TryAdd(route.Path, entry))
        {
            throw new ArgumentException($"{route.Path} is declared twice.", nameof(route));
        }
    }

    /// <summary>One declared call.</summary>
    /// <param name="Path">Path.</param>
    /// <param name="Callers">Roles that may call.</param>
    /// <param name="DuringStart">Whether it is answered while the daemon restores its state.</param>
    /// <param name="Answer">Reads, handles, writes.</param>
    internal sealed record Entry(
        string Path,
        ImmutableArray<DaemonRole> Callers,
        bool DuringStart,
        Func<HttpContext, Caller, CancellationToken, Task> Answer);
}
