using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core.Features;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Tsuba.LiveState.Access;
using Tsuba.Modules.Console.Api;
using Tsuba.Modules.History;
using Tsuba.Web.Ports;
using Tsuba.Web.Problems;
using Tsuba.Web.SignIn;

namespace Tsuba.Modules.Console.Events;

/// <summary>
/// <c>GET /api/v1/events</c>: what happens, as server-sent events. Each has the cursor of the history as its id, so a client that comes
/// back with <c>Last-Event-ID</c> goes on where it was, over restarts of the broker too, or is told what it cannot get any more.
/// </summary>
internal sealed partial class EventStreams
{
    private const string ContentType = "text/event-stream; charset=utf-8";

    private readonly ConsoleSite _site;
    private readonly EventStreamLimits _limits;
    private readonly ILogger _log;
    private readonly ConcurrentDictionary<string, int> _open = new(StringComparer.Ordinal);
    private readonly Counter<long> _sent;
    private readonly Counter<long> _ended;
    private readonly Counter<long> _refused;
    private int _count;

    public EventStreams(ConsoleSite site, EventStreamLimits limits, IMeterFactory meters, ILogger log)
    {
        _site = site;
        _limits = limits;
        _log = log;
        var meter = meters.Create(new MeterOptions("Tsuba.Console"));
        _sent = meter.CreateCounter<long>("tsuba_event_stream_events_total", description: "Events that were sent to readers of event streams.");
        _ended = meter.CreateCounter<long>("tsuba_event_streams_ended_total", description: "Event streams that ended, by reason.");
        _refused = meter.CreateCounter<long>("tsuba_event_streams_refused_total", description: "Event streams that were too many.");
        meter.CreateObservableGauge("tsuba_event_streams", () => Volatile.Read(ref _count), description: "Event streams that are open.");
    }

    /// <summary>Maps the address.</summary>
    public void Map(IEndpointRouteBuilder api) =>
        api.MapGet("/events", (HttpContext context, string? kind, string? host, string? service, string? cursor) =>
                AnswerAsync(context, new HistoryRequest(host, service, kind, null, null, null, null), cursor))
            .WithName("events")
            .WithSummary("What happens, as server-sent events; Last-Event-ID or cursor goes on behind a place, 0.0 begins with the oldest")
            .Produces<string>(StatusCodes.Status200OK, "text/event-stream")
            .Produces<ApiProblem>(StatusCodes.Status400BadRequest, ApiProblem.MediaType)
            .Produces<ApiProblem>(StatusCodes.Status404NotFound, ApiProblem.MediaType)
            .Produces<ApiProblem>(StatusCodes.Status429TooManyRequests, ApiProblem.MediaType)
            .Produces<ApiProblem>(StatusCodes.Status503ServiceUnavailable, ApiProblem.MediaType);

    private async Task AnswerAsync(HttpContext context, HistoryRequest request, string? cursor)
    {
        var viewer = ApiEndpoints.ViewerOf(context);
        var (filter, refusal, isMissing) = request.Read<HistoryKind>(_site, viewer);
        HistoryCursor after = default;
        var asked = context.Request.Headers["Last-Event-ID"].ToString() is { Length: > 0 } last ? last : cursor ?? "";
        if (filter is null)
        {
            await ProblemAnswers.WriteAsync(context, isMissing ? StatusCodes.Status404NotFound : StatusCodes.Status400BadRequest, refusal);
        }
        else if (asked.Length > 0 && !HistoryCursor.TryParse(asked, out after))
        {
            await ProblemAnswers.WriteAsync(context, StatusCodes.Status400BadRequest, "the cursor is not one that this site gave");
        }
        else if (_site.History() is null)
        {
            await ProblemAnswers.WriteAsync(context, StatusCodes.Status503ServiceUnavailable, "no history is kept, which events are read from");
        }
        else
        {
            await ServeAsync(context, filter, viewer, asked.Length > 0 ? after : null);
        }
    }

    private async Task ServeAsync(HttpContext context, HistoryQuery filter, Viewer viewer, HistoryCursor? after)
    {
        if (HeadRequests.WantsHead(context))
        {
            context.Response.ContentType = ContentType;
            return;
        }

        if (!TryEnter(viewer.Name))
        {
            _refused.Add(1);
            await ProblemAnswers.WriteAsync(context, StatusCodes.Status429TooManyRequests, FormattableString.Invariant($"there are too many event streams: {_limits.StreamsPerUser} of one user and {_limits.Streams} in all are allowed"));
            return;
        }

        var stream = new EventStream(_site, _limits, filter, context.Features.Get<CurrentSignIn>() ?? throw new InvalidOperationException("the gate lets nobody through without a session"));
        var end = StreamEnd.Closed;

        // A port that stops waits for its requests, and this one would last.
        var lifetime = context.RequestServices.GetRequiredService<IHostApplicationLifetime>();
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, lifetime.ApplicationStopping);
        try
        {
            context.Response.ContentType = ContentType;
            context.Response.Headers.CacheControl = "no-store";
            context.Response.Headers["X-Accel-Buffering"] = "no";
            context.Features.Get<IHttpResponseBodyFeature>()?.DisableBuffering();
            if (context.Features.Get<IHttpMinResponseDataRateFeature>() is { } rate)
            {
                // The server would cut whoever takes nothing for 5 s, as if it had left; how long to wait, and how to count it, is for the stream.
                rate.MinDataRate = null;
            }

            end = await stream.RunAsync(context, after, stop.Token);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // The client left, or the port stops: the end that every stream has.
            end = StreamEnd.Closed;
        }
        catch (ObjectDisposedException)
        {
            // The history was stopped between the question for it and the answer.
            end = StreamEnd.NoHistory;
        }
        finally
        {
            Leave(viewer.Name);
            _sent.Add(stream.Sent);
            _ended.Add(1, new KeyValuePair<string, object?>("reason", end.ToString().ToLowerInvariant()));
        }

        if (end == StreamEnd.Slow)
        {
            LogSlow(viewer.Name, _limits.Patience.TotalSeconds);
            context.Abort();
        }
    }

    private bool TryEnter(string user)
    {
        if (Interlocked.Increment(ref _count) > _limits.Streams)
        {
            Interlocked.Decrement(ref _count);
            return false;
        }

        if (_open.AddOrUpdate(user, 1, (_, count) => count + 1) <= _limits.StreamsPerUser)
        {
            return true;
        }

        Leave(user);
        return false;
    }

    private void Leave(string user)
    {
        Interlocked.Decrement(ref _count);
        if (_open.AddOrUpdate(user, 0, (_, count) => count - 1) == 0)
        {
            _open.TryRemove(KeyValuePair.Create(user, 0));
        }
    }

    [LoggerMessage(9211, LogLevel.Information, "The event stream of {User} was cut: nothing was taken for {Seconds} s; it can go on from its last event")]
    private partial void LogSlow(string user, double seconds);
}
