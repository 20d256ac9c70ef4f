using System.Diagnostics.Metrics;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Logging;
using Tsuba.Web.SignIn;

namespace Tsuba.Modules.Passive.Alertmanager;

/// <summary>
/// The address <c>/alertmanager</c> of the web service: a web hook of Prometheus' Alertmanager, whose alerts become passive results. The status code
/// is one that Alertmanager acts on: it sends again after 5xx, and reports 4xx as failed notifications.
/// </summary>
internal sealed partial class AlertmanagerEndpoint : IDisposable
{
    private const string Path = "/alertmanager";
    private const int MostAlerts = 20_000;

    private readonly ICommandSink _commands;
    private readonly AlertMapping _mapping;
    private readonly RecentCalls _recent;
    private readonly RefusalVoice _voice = new();
    private readonly ILogger _log;
    private readonly Counter<long> _alerts;

    public AlertmanagerEndpoint(ModuleContext context)
    {
        _commands = context.Commands;
        _mapping = AlertMapping.From(context.Properties);
        _recent = new RecentCalls(context.Time);
        _log = context.Loggers.CreateLogger<AlertmanagerEndpoint>();
        _alerts = context.Meters.Create(new MeterOptions("Tsuba.Alertmanager"))
            .CreateCounter<long>("tsuba_alertmanager_alerts_total", description: "Alerts of Alertmanager, by what became of them.");
    }

    /// <summary>Maps the address.</summary>
    public void Map(IEndpointRouteBuilder routes, RefusalCounts refusals) => routes.MapPost(Path, (Delegate)((HttpContext context) => AnswerAsync(context, refusals)))
        .WithName("alertmanager")
        .WithSummary("Alerts of Prometheus' Alertmanager (web hook, version 4) as passive results")
        .Accepts<AlertGroup>("application/json")
        .Produces<AlertAnswer>(StatusCodes.Status200OK)
        .Produces<AlertAnswer>(StatusCodes.Status207MultiStatus)
        .Produces<AlertAnswer>(StatusCodes.Status404NotFound)
        .Produces<string>(StatusCodes.Status400BadRequest, "text/plain")
        .Produces<string>(StatusCodes.Status503ServiceUnavailable, "text/plain");

    public void Dispose() => _recent.Dispose();

    private async Task<IResult> AnswerAsync(HttpContext context, RefusalCounts refusals)
    {
        var session = context.Features.Get<Session>() ?? throw new InvalidOperationException("nobody gets here without a session");
        if (!session.MayGiveResults)
        {
            refusals.Count(RefusalReasons.Scope, session.UserName);
            return Results.Text("a token with scope passive is required", statusCode: StatusCodes.Status403Forbidden);
        }

        using var body = new MemoryStream();
        AlertGroup? group;
        try
        {
            await context.Request.Body.CopyToAsync(body, context.RequestAborted);
            group = JsonSerializer.Deserialize(body.GetBuffer().AsSpan(0, (int)body.Length), AlertmanagerJson.Default.AlertGroup);
        }
        catch (JsonException exception)
        {
            return Refuse($"the body is no JSON of a web hook: {exception.Message}", StatusCodes.Status400BadRequest);
        }
        catch (BadHttpRequestException exception)
        {
            return Refuse(exception.Message, exception.StatusCode);
        }

        if (group?.Version != AlertGroup.KnownVersion || group.Alerts is not { Count: > 0 and <= MostAlerts })
        {
            return Refuse(FormattableString.Invariant($"version {AlertGroup.KnownVersion} with 1 to {MostAlerts} alerts is understood"), StatusCodes.Status400BadRequest);
        }

        var key = RecentCalls.KeyOf(session.UserName, body.GetBuffer().AsSpan(0, (int)body.Length));
        using var turn = await _recent.EnterAsync(key, context.RequestAborted);
        return _recent.Find(key) is { } known ? Repeat(known) : await TakeAsync(group, key, session, context);
    }

    private IResult Repeat(AlertAnswer known)
    {
        _alerts.Add(known.Alerts, new KeyValuePair<string, object?>("outcome", "repeated"));
        return Write(known with { Repeated = true });
    }

    private async Task<IResult> TakeAsync(AlertGroup group, string key, Session session, HttpContext context)
    {
        var results = new AlertResults(_mapping, host => HostLimit.Refusal(session, host, "") is null ? _commands.HasHost(host) : false);
        foreach (var alert in group.Alerts ?? [])
        {
            results.Add(alert);
        }

        var lines = results.Encode();
        var answer = results.Answer();
        var before = _recent.TakenOf(key);
        lines.RemoveAll(before.Contains);
        if (lines.Count > 0)
        {
            var receipt = await _commands.SubmitAsync(lines, session.UserName, context.RequestAborted);
            if (!receipt.Accepted)
            {
                // Some may have been taken before the buffer was full; they are left out when Alertmanager sends all of them again.
                _recent.KeepPart(key, before.Concat(lines.Take(receipt.Ids.Length)).ToHashSet(StringComparer.Ordinal));
                _alerts.Add(answer.Alerts, new KeyValuePair<string, object?>("outcome", "full"));
                context.Response.Headers.RetryAfter = "5";
                return Results.Text(receipt.Refusal, statusCode: StatusCodes.Status503ServiceUnavailable);
            }
        }

        _alerts.Add(answer.Taken, new KeyValuePair<string, object?>("outcome", "taken"));
        _alerts.Add(answer.Unknown, new KeyValuePair<string, object?>("outcome", "unknown_host"));
        _alerts.Add(answer.Refused, new KeyValuePair<string, object?>("outcome", "refused"));
        if (group.TruncatedAlerts > 0)
        {
            _alerts.Add(group.TruncatedAlerts, new KeyValuePair<string, object?>("outcome", "truncated"));
        }

        if (answer.Taken > 0)
        {
            _recent.Keep(key, answer);
        }

        Tell(answer);
        return Write(answer);
    }

    private void Tell(AlertAnswer answer)
    {
        foreach (var refusal in answer.Reasons.Concat(answer.UnknownHosts.Select(host => $"host '{host}' is not in the configuration")))
        {
            if (_voice.Count(refusal) is > 0 and var count)
            {
                LogRefused(refusal, count);
            }
        }
    }

    private IResult Refuse(string reason, int status)
    {
        if (_voice.Count(reason) is > 0 and var count)
        {
            LogRefused(reason, count);
        }

        return Results.Text(reason, statusCode: status);
    }

    private static IResult Write(AlertAnswer answer) => Results.Json(
        answer,
        AlertmanagerJson.Default.AlertAnswer,
        statusCode: answer switch
        {
            { Unknown: 0, Refused: 0 } => StatusCodes.Status200OK,
            { Taken: > 0 } => StatusCodes.Status207MultiStatus,
            { Unknown: > 0 } => StatusCodes.Status404NotFound,
            _ => StatusCodes.Status400BadRequest,
        });

    [LoggerMessage(9341, LogLevel.Warning, "Alertmanager: {Refusal} ({Count} refusals so far)")]
    private partial void LogRefused(string refusal, long count);
}
