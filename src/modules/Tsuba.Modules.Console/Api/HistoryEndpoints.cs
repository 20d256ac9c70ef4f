using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.AspNetCore.Routing;
using Microsoft.OpenApi;
using Tsuba.LiveState;
using Tsuba.Model.Items;
using Tsuba.Modules.Console.Timelines;
using Tsuba.Modules.Console.Pages;
using Tsuba.Modules.History;
using Tsuba.Web.Problems;

namespace Tsuba.Modules.Console.Api;

/// <summary>What happened, as JSON. Pages are asked for by cursor; a viewer gets its own items only, and cannot tell that there are others.</summary>
internal static class HistoryEndpoints
{
    private const string NotificationKind = "notification";
    private const string NextHeader = "X-Next-Cursor";
    private const string NoHistory = "no history is kept";

    public static void MapHistory(this IEndpointRouteBuilder api, ConsoleSite site)
    {
        api.MapGet("/log", (HttpContext context, [AsParameters] HistoryRequest request, string? q) => LogAsync(site, context, request, q))
            .WithName("log").WithSummary("Lines of the Nagios log, newest first; the header X-Next-Cursor names the next page")
            .AddOpenApiOperationTransformer(DescribeCursorAsync);
        api.MapGet("/history", (HttpContext context, [AsParameters] HistoryRequest request) => EntriesAsync(site, context, request))
            .WithName("history").WithSummary("Changes of state, notifications, downtimes, acknowledgements, comments, flapping");
        api.MapGet("/notifications", (HttpContext context, [AsParameters] HistoryRequest request) => EntriesAsync(site, context, request with { Kind = NotificationKind }))
            .WithName("notifications").WithSummary("Notifications: raised, sent, failed; kind does not count");
        api.MapGet("/results", (HttpContext context, [AsParameters] HistoryRequest request) => ResultsAsync(site, context, request))
            .WithName("results").WithSummary("Results of the checks of one item");
        api.MapGet("/graph", (HttpContext context, string host, string? service, double? from, double? to) => GraphAsync(site, context, host, service, from, to))
            .WithName("graph").WithSummary("Performance data of one item as series, as fine as range and age allow");
        api.MapGet("/timeline", (HttpContext context, string host, string? service, double? from, double? to) => TimelineAsync(site, context, host, service, from, to))
            .WithName("timeline").WithSummary("States, downtimes and flapping of one item as spans of time");
        api.MapGet("/history/store", (Delegate)((HttpContext context) => StoreAsync(site, context)))
            .WithName("historyStore").WithSummary("How full the history is and what was dropped");
    }

    private static async Task<Results<Ok<IReadOnlyList<ApiLine>>, NotFound<ApiProblem>, BadRequest<ApiProblem>, JsonHttpResult<ApiProblem>>> LogAsync(
        ConsoleSite site, HttpContext context, HistoryRequest request, string? contains)
    {
        var (query, refusal, isMissing) = request.Read<LogLineKind>(site, ApiEndpoints.ViewerOf(context));
        if (query is null)
        {
            return isMissing ? TypedResults.NotFound(new ApiProblem(refusal)) : TypedResults.BadRequest(new ApiProblem(refusal));
        }

        if (site.History() is not { } history)
        {
            return Gone();
        }

        var page = await history.LinesAsync(query with { Contains = contains ?? "" }, context.RequestAborted);
        if (page.Next is { } next)
        {
            context.Response.Headers[NextHeader] = next.ToString();
        }

        var items = site.Tables.Site;
        return TypedResults.Ok<IReadOnlyList<ApiLine>>([.. page.Rows.Select(line => Line(items, line))]);
    }

    private static async Task<Results<Ok<ApiHistoryPage<ApiEntry>>, NotFound<ApiProblem>, BadRequest<ApiProblem>, JsonHttpResult<ApiProblem>>> EntriesAsync(
        ConsoleSite site, HttpContext context, HistoryRequest request)
    {
        var (query, refusal, isMissing) = request.Read<HistoryKind>(site, ApiEndpoints.ViewerOf(context));
        if (query is null)
        {
            return isMissing ? TypedResults.NotFound(new ApiProblem(refusal)) : TypedResults.BadRequest(new ApiProblem(refusal));
        }

        if (site.History() is not { } history)
        {
            return Gone();
        }

        var page = await history.EntriesAsync(query, context.RequestAborted);
        var items = site.Tables.Site;
        return TypedResults.Ok(new ApiHistoryPage<ApiEntry>([.. page.Rows.Select(entry => ApiEntry.From(items, entry))], page.Next?.ToString()));
    }

    private static async Task<Results<Ok<ApiHistoryPage<ApiResult>>, NotFound<ApiProblem>, BadRequest<ApiProblem>, JsonHttpResult<ApiProblem>>> ResultsAsync(
        ConsoleSite site, HttpContext context, HistoryRequest request)
    {
        var (query, refusal, isMissing) = request.Read<HistoryKind>(site, ApiEndpoints.ViewerOf(context));
        if (query is null || query.Item == ItemId.None)
        {
            return isMissing ? TypedResults.NotFound(new ApiProblem(refusal)) : TypedResults.BadRequest(new ApiProblem(refusal.Length > 0 ? refusal : "host is missing"));
        }

        if (site.History() is not { } history)
        {
            return Gone();
        }

        var page = await history.ResultsAsync(query, context.RequestAborted);
        var kind = request.Service is null ? ItemKind.Host : ItemKind.Service;
        return TypedResults.Ok(new ApiHistoryPage<ApiResult>(
            [
                .. page.Rows.Select(row => new ApiResult(
                    row.UtcMilliseconds / 1000.0, StateText.Of(kind, row.State), row.IsHard, row.Attempt, row.Output, row.Perfdata, row.ExecutionSeconds, row.LatencySeconds)),
            ],
            page.Next?.ToString()));
    }

    private static async Task<Results<Ok<IReadOnlyList<ApiGraph>>, NotFound<ApiProblem>, JsonHttpResult<ApiProblem>>> GraphAsync(
        ConsoleSite site, HttpContext context, string host, string? service, double? from, double? to)
    {
        if (site.Find(host, service, ApiEndpoints.ViewerOf(context)) is not { } item)
        {
            return TypedResults.NotFound(new ApiProblem("there is no such host or service"));
        }

        if (site.History() is null && site.Graphs() is null)
        {
            return Gone();
        }

        var (begin, end) = Range(site, from, to);
        var (series, source) = await site.SeriesAsync(item.Definition.Id, begin, end, context.RequestAborted);
        return TypedResults.Ok(GraphSeries.Of(series, source));
    }

    private static async Task<Results<Ok<IReadOnlyList<ApiSpan>>, NotFound<ApiProblem>, JsonHttpResult<ApiProblem>>> TimelineAsync(
        ConsoleSite site, HttpContext context, string host, string? service, double? from, double? to)
    {
        if (site.Find(host, service, ApiEndpoints.ViewerOf(context)) is not { } item)
        {
            return TypedResults.NotFound(new ApiProblem("there is no such host or service"));
        }

        if (site.History() is not { } history)
        {
            return Gone();
        }

        var (begin, end) = Range(site, from, to);
        var spans = await Timeline.ReadAsync(history, item.Definition.Id, begin, end, context.RequestAborted);
        return TypedResults.Ok<IReadOnlyList<ApiSpan>>(
        [
            .. spans.Select(span => new ApiSpan(
                span.Kind,
                span.FromUtcMilliseconds / 1000.0,
                span.ToUtcMilliseconds / 1000.0,
                span.State < 0 ? null : StateText.Of(item.Definition.Kind, span.State),
                span.IsHard,
                span.Text)),
        ]);
    }

    private static async Task<Results<Ok<ApiHistoryStore>, JsonHttpResult<ApiProblem>>> StoreAsync(ConsoleSite site, HttpContext context)
    {
        if (!ApiEndpoints.ViewerOf(context).SeesEverything)
        {
            return ProblemAnswers.Refuse(StatusCodes.Status403Forbidden, "the store is shown to those who see everything");
        }

        if (site.History() is not { } history)
        {
            return Gone();
        }

        var status = await history.StatusAsync(context.RequestAborted);
        return TypedResults.Ok(new ApiHistoryStore(
            status.Bytes, status.MaxBytes, status.Rows, status.Dropped, status.OldestUtcMilliseconds.ToDictionary(entry => entry.Key, entry => entry.Value / 1000.0)));
    }

    private static Task DescribeCursorAsync(OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken cancellationToken)
    {
        if (operation.Responses?.GetValueOrDefault("200") is OpenApiResponse page)
        {
            page.Headers = new Dictionary<string, IOpenApiHeader>(StringComparer.Ordinal)
            {
                [NextHeader] = new OpenApiHeader { Description = "The cursor of the next page; missing: this is the last", Schema = new OpenApiSchema { Type = JsonSchemaType.String } },
            };
        }

        return Task.CompletedTask;
    }

    // An empty page would say that nothing happened.
    private static JsonHttpResult<ApiProblem> Gone() => ProblemAnswers.Refuse(StatusCodes.Status503ServiceUnavailable, NoHistory);

    // A day up to now, unless asked otherwise; nothing is known of the future.
    private static (long From, long To) Range(ConsoleSite site, double? from, double? to)
    {
        var now = site.Time.GetUtcNow();
        var end = Math.Min(HistoryRequest.Milliseconds(to, long.MaxValue), now.ToUnixTimeMilliseconds());
        return (HistoryRequest.Milliseconds(from, end - (long)TimeSpan.FromDays(1).TotalMilliseconds), end);
    }

    private static ApiLine Line(LiveSite site, HistoryLine line)
    {
        var name = site.Items.GetValueOrDefault(line.Item)?.Definition.Name;
        return new ApiLine(
            line.UtcMilliseconds / 1000.0, Id(line.Part, line.Sequence), HistoryKindNames.Of(line.Kind), name?.Host, name?.Description, line.Contact, line.Text);
    }

    private static string Id(int part, ulong sequence) => string.Create(CultureInfo.InvariantCulture, $"{part}/{sequence}");
}
