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
    {
        var entry = new Entry(route.Path, route.Callers, async (http, caller, token) =>
        {
            var request = await WireMessage.ReadAsync(http.Request.Body, route.RequestParser, token);
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

    /// <summary>The entry of a path; null if nothing was declared.</summary>
    public Entry? Find(string path) => _entries.GetValueOrDefault(path);

    /// <summary>One declared call.</summary>
    /// <param name="Path">Path.</param>
    /// <param name="Callers">Roles that may call.</param>
    /// <param name="Answer">Reads, handles, writes.</param>
    internal sealed record Entry(
        string Path,
        ImmutableArray<DaemonRole> Callers,
        Func<HttpContext, Caller, CancellationToken, Task> Answer);
}
