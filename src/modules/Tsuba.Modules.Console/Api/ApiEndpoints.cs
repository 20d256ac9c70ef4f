using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Tsuba.LiveState;
using Tsuba.LiveState.Access;
using Tsuba.Model.ExternalCommands;
using Tsuba.Modules.Console.Events;
using Tsuba.Modules.Console.Reports;
using Tsuba.Web.Problems;
using Tsuba.Web.SignIn;

namespace Tsuba.Modules.Console.Api;

/// <summary>The JSON API. Every answer holds only what the viewer sees; the document is at <c>/api/openapi.json</c>.</summary>
internal static class ApiEndpoints
{
    private const double LongestWaitSeconds = 30;
    private const string MayNotCommand = "this sign-in may not give commands";

    public static void MapApi(this IEndpointRouteBuilder routes, ConsoleSite site, EventStreams streams)
    {
        var api = routes.MapGroup("/api/v1").AddEndpointFilter(ProblemAnswers.FilterAsync);
        api.MapGet("/hosts", (HttpContext context, [AsParameters] ItemFilter filter) => Page(site, context, filter, site.Tables.Site.Hosts))
            .WithName("hosts").WithSummary("Hosts by name");
        api.MapGet("/services", (HttpContext context, [AsParameters] ItemFilter filter) => Page(site, context, filter, site.Tables.Site.Services))
            .WithName("services").WithSummary("Services by host and description");
        api.MapGet("/problems", (HttpContext context, [AsParameters] ItemFilter filter) => Page(site, context, filter, ProblemsOf(site.Tables.Site)))
            .WithName("problems").WithSummary("Hosts and services that are not UP or OK");
        api.MapGet("/item", Results<Ok<ApiItem>, NotFound<ApiProblem>> (HttpContext context, string host, string? service) => Item(site, context, host, service))
            .WithName("item").WithSummary("One host or service");
        api.MapHistory(site);
        api.MapExplain(site);
        streams.Map(api);
        api.MapReports(site);
        api.MapNotes(site);
        api.MapObjects(site);
        api.MapPost("/commands", (HttpContext context, ApiCommands commands) => SubmitAsync(site, context, commands))
            .WithName("submit").WithSummary("Takes external commands in and waits for their fates");
        api.MapGet("/commands", (HttpContext context, string id, double? wait) => FateAsync(site, context, id, wait))
            .WithName("fate").WithSummary("How far a command has come, and what its owners answered");
    }

    /// <summary>In whose name a request is answered.</summary>
    public static Viewer ViewerOf(HttpContext context) =>
        context.Features.Get<CurrentSignIn>()?.Viewer ?? throw new InvalidOperationException("the gate lets nobody through without a session");

    private static Results<Ok<ApiPage>, BadRequest<ApiProblem>> Page(ConsoleSite site, HttpContext context, ItemFilter filter, IEnumerable<LiveItem> items)
    {
        var (page, refusal) = filter.Apply(items, site.Tables.Site, ViewerOf(context));
        return page is null ? TypedResults.BadRequest(new ApiProblem(refusal)) : TypedResults.Ok(page);
    }

    private static IEnumerable<LiveItem> ProblemsOf(LiveSite site) => site.Hosts.Concat<LiveItem>(site.Services).Where(item => item.IsProblem);

    private static Results<Ok<ApiItem>, NotFound<ApiProblem>> Item(ConsoleSite site, HttpContext context, string host, string? service) =>
        site.Find(host, service, ViewerOf(context)) is { } item
            ? TypedResults.Ok(ApiItem.From(item))
            : TypedResults.NotFound(new ApiProblem("there is no such host or service"));

    private static async Task<Results<Ok<IReadOnlyList<ApiCommandFate>>, BadRequest<ApiProblem>, JsonHttpResult<ApiProblem>>> SubmitAsync(
        ConsoleSite site, HttpContext context, ApiCommands commands)
    {
        var viewer = ViewerOf(context);
        var session = context.Features.Get<Session>();
        if (!viewer.CanSubmitCommands && !(session is { MayGiveResults: true } && commands.Lines is { } given && given.All(IsResult)))
        {
            return ProblemAnswers.Refuse(StatusCodes.Status403Forbidden, MayNotCommand);
        }

        if (commands.Lines is not { Count: > 0 } lines)
        {
            return TypedResults.BadRequest(new ApiProblem("lines is missing or empty; it holds the external commands"));
        }

        foreach (var line in lines)
        {
            if (Refusal(site, viewer, line) is { } refusal)
            {
                context.Features.Get<RefusalCounts>()?.Count(RefusalReasons.Limit, viewer.Name);
                return TypedResults.BadRequest(new ApiProblem(refusal));
            }
        }

        var receipt = await site.SubmitAsync(lines, viewer, context.RequestAborted);
        if (!receipt.Accepted)
        {
            return receipt.Full ? ProblemAnswers.Refuse(StatusCodes.Status429TooManyRequests, receipt.Refusal) : TypedResults.BadRequest(new ApiProblem(receipt.Refusal));
        }

        var wait = Wait(commands.WaitSeconds);
        return TypedResults.Ok<IReadOnlyList<ApiCommandFate>>(
            [.. await Task.WhenAll(receipt.Ids.Select(id => AskAsync(site, id, wait, viewer, context.RequestAborted)))]);
    }

    private static async Task<Results<Ok<ApiCommandFate>, NotFound<ApiProblem>, JsonHttpResult<ApiProblem>>> FateAsync(ConsoleSite site, HttpContext context, string id, double? wait)
    {
        var viewer = ViewerOf(context);
        if (!viewer.CanSubmitCommands && context.Features.Get<Session>() is not { MayGiveResults: true })
        {
            return ProblemAnswers.Refuse(StatusCodes.Status403Forbidden, MayNotCommand);
        }

        var fate = await site.FateAsync(id, Wait(wait ?? 0), viewer, context.RequestAborted);
        return fate.Phase == CommandPhase.Unknown
            ? TypedResults.NotFound(new ApiProblem("no command of this id was given here"))
            : TypedResults.Ok(ApiCommandFate.From(id, fate));
    }

    // What a token with scope passive may give.
    private static bool IsResult(string line) =>
        ExternalCommandParser.Parse(line, CommandLineLimits.DefaultMaxLength).Command is { Name: "PROCESS_HOST_CHECK_RESULT" or "PROCESS_SERVICE_CHECK_RESULT" };

    private static TimeSpan Wait(double seconds) => TimeSpan.FromSeconds(double.IsNaN(seconds) ? 0 : Math.Clamp(seconds, 0, LongestWaitSeconds));

    private static async Task<ApiCommandFate> AskAsync(ConsoleSite site, string id, TimeSpan wait, Viewer viewer, CancellationToken cancellationToken)
    {
        return ApiCommandFate.From(id, await site.FateAsync(id, wait, viewer, cancellationToken));
    }

    // A viewer who does not see everything may command only items that it sees, and not what runs for them; global commands are for administrators.
    private static string? Refusal(ConsoleSite site, Viewer viewer, string line)
    {
        var parsed = ExternalCommandParser.Parse(line, CommandLineLimits.DefaultMaxLength);
        if (parsed.Command is not { } command)
        {
            return parsed.Refusal;
        }

        return viewer.IsAdministrator
            || (command.HostName is { } host && (viewer.SeesEverything || (site.Find(host, command.ServiceDescription, viewer) is not null && NamesOnlySeen(site, viewer, command))))
            ? null
            : $"you may not give {command.Name} for this item";
    }

    // Other hosts than the first, and commands, which run with the rights of the site.
    private static bool NamesOnlySeen(ConsoleSite site, Viewer viewer, ExternalCommand command)
    {
        foreach (var (argument, value) in command.Row.Arguments.Zip(command.Arguments))
        {
            if (argument.Kind == CommandArgumentKind.Command || (argument.Kind == CommandArgumentKind.Host && site.Find(value.Text, null, viewer) is null && value.Text != command.HostName))
            {
                return false;
            }
        }

        return true;
    }
}
