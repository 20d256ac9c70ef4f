using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Tsuba.Synchronizer.Access;
using Tsuba.Synchronizer.Api.Messages;
using Tsuba.Synchronizer.Core.Sources.Definitions;
using Tsuba.Synchronizer.Sources.Desk;
using Tsuba.Synchronizer.Versions;

namespace Tsuba.Synchronizer.Api.Sources;

/// <summary>What the API shows of sources and does with them. They are defined in files of the machine, never here.</summary>
internal static class SourceEndpoints
{
    private const int MostChosen = 100_000;

    internal static void MapSources(this RouteGroupBuilder api, EditingSite site, SourceDesk desk)
    {
        api.MapGet("/sources", () => TypedResults.Ok(List(desk)))
            .WithName("sources").WithSummary("The sources, the strongest first, and how each is doing");
        var source = api.MapGroup("/sources/{name}");
        source.MapGet("/preview", (HttpContext context, string name) => UseAsync(site, desk, context, name, needsRight: false, async (found, caller) =>
            TypedResults.Ok(SourceReplies.Run(await desk.PreviewAsync(found, isFresh: false, context.RequestAborted), caller))))
            .WithName("preview_source").WithSummary("What would become of staging by what the source brought last");
        source.MapPost("/preview", (HttpContext context, string name) => UseAsync(site, desk, context, name, needsRight: true, async (found, caller) =>
            TypedResults.Ok(SourceReplies.Run(await desk.PreviewAsync(found, isFresh: true, context.RequestAborted), caller))))
            .WithName("try_source").WithSummary("Reads the source and says what would become of staging; remembers and changes nothing");
        source.MapPost("/read", (HttpContext context, string name, SourceReadRequest request) => UseAsync(site, desk, context, name, needsRight: true, async (found, caller) =>
            await desk.ReadAsync(found, caller.Name, request.AcceptLoss ?? false, context.RequestAborted) is { } run
                ? TypedResults.Ok(SourceReplies.Run(run, caller))
                : Replies.Problem(new Refusal(RefusalKind.Moved, "the source is being read already"))))
            .WithName("read_source").WithSummary("Reads the source and remembers what it brought");
        source.MapPost("/apply", (HttpContext context, string name, SourceApplyRequest request) =>
            UseAsync(site, desk, context, name, needsRight: true, (found, caller) => ApplyAsync(desk, context, found, caller, request)))
            .WithName("apply_source").WithSummary("Writes proposals of the source into staging as one change set");
    }

    private static SourceList List(SourceDesk desk) => new(
        [.. desk.Status().Select(SourceReplies.Status)],
        Replies.Findings(desk.Definitions.Findings));

    private static async Task<Results<Ok<SourceReport>, JsonHttpResult<EditingProblem>>> ApplyAsync(
        SourceDesk desk, HttpContext context, SourceDefinition source, Caller caller, SourceApplyRequest request)
    {
        if (request.Objects is { Count: > MostChosen })
        {
            return Replies.Invalid("objects holds at most 100000 names");
        }

        var chosen = request.Objects is null ? null : request.Objects.ToHashSet(StringComparer.Ordinal);
        var outcome = await desk.ApplyAsync(source, caller.Name, request.Version, chosen, context.RequestAborted);
        if (!outcome.Accepted)
        {
            return Replies.Problem(new Refusal(RefusalKind.Moved, outcome.Text));
        }

        var left = await desk.PreviewAsync(source, isFresh: false, context.RequestAborted);
        return TypedResults.Ok(SourceReplies.Run(left with { Applied = outcome }, caller));
    }

    private static async Task<Results<Ok<SourceReport>, JsonHttpResult<EditingProblem>>> UseAsync(
        EditingSite site,
        SourceDesk desk,
        HttpContext context,
        string name,
        bool needsRight,
        Func<SourceDefinition, Caller, Task<Results<Ok<SourceReport>, JsonHttpResult<EditingProblem>>>> use)
    {
        var caller = site.CallerOf(context);
        if (needsRight && AccessRules.UseSources(caller) is { } forbidden)
        {
            return Replies.Problem(forbidden);
        }

        return desk.Definitions.Find(name) is { } source
            ? await use(source, caller)
            : Replies.Problem(new Refusal(RefusalKind.NotFound, "there is no such source; /sources lists them"));
    }
}
