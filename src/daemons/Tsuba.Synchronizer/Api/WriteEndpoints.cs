using System.Collections.Immutable;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Tsuba.Configuration.Edits;
using Tsuba.Synchronizer.Access;
using Tsuba.Synchronizer.Api.Messages;
using Tsuba.Synchronizer.Core;
using Tsuba.Synchronizer.Versions;

namespace Tsuba.Synchronizer.Api;

/// <summary>What the API changes: drafts, staging, production. Each asks <see cref="AccessRules"/> first.</summary>
internal static class WriteEndpoints
{
    private const int MostEdits = 200;
    private const int MostDecisions = 10_000;
    private const double UsualWaitSeconds = 10;
    private const double LongestWaitSeconds = 60;

    internal static void MapWriting(this RouteGroupBuilder api, EditingSite site)
    {
        api.MapPost("/drafts", (Delegate)((HttpContext context) => OpenAsync(site, context)))
            .WithName("open_draft").WithSummary("Opens a draft on what staging holds now");
        var draft = api.MapGroup("/drafts/{author}/{number:int}");
        draft.MapPost("/edits", (HttpContext context, string author, int number, EditRequest request) => EditAsync(site, context, new DraftName(author, number), request))
            .WithName("edit").WithSummary("Edits objects of a draft: all edits are made, or none");
        draft.MapPut("/file", (HttpContext context, string author, int number, FileWrite request) => WriteAsync(site, context, new DraftName(author, number), request))
            .WithName("write_file").WithSummary("Replaces the text of one file of a draft");
        draft.MapPost("/commit", (HttpContext context, string author, int number, CommitRequest request) =>
            UseAsync(site, context, new DraftName(author, number), (name, caller) => site.Tree.CommitAsync(name, caller.Name, request.Message ?? "", context.RequestAborted)))
            .WithName("commit").WithSummary("Describes the edits of a draft as one change");
        draft.MapDelete("/edits", (HttpContext context, string author, int number) =>
            UseAsync(site, context, new DraftName(author, number), (name, _) => site.Tree.UndoAsync(name, context.RequestAborted)))
            .WithName("undo").WithSummary("Takes back the edits that are not committed");
        draft.MapDelete("", (HttpContext context, string author, int number) =>
            UseAsync(site, context, new DraftName(author, number), (name, _) => site.Tree.DiscardAsync(name, context.RequestAborted)))
            .WithName("discard").WithSummary("Closes a draft without merging it");
        draft.MapPost("/merge", (HttpContext context, string author, int number, MergeRequest request) => MergeAsync(site, context, new DraftName(author, number), request))
            .WithName("merge").WithSummary("Merges a draft into staging; conflicts come back with kind conflict, decisions about them go with the next call");
        api.MapPost("/revert", (HttpContext context, RevertRequest request) => RevertAsync(site, context, request))
            .WithName("revert").WithSummary("Takes one change of staging back");
        api.MapPost("/apply", (HttpContext context, ApplyRequest request) => ApplyAsync(site, context, request))
            .WithName("apply").WithSummary("Offers staging to the arbiter; its verdict comes back, and production moves if it accepts");
    }

    private static async Task<Results<Ok<DraftEntry>, JsonHttpResult<EditingProblem>>> OpenAsync(EditingSite site, HttpContext context)
    {
        var caller = site.CallerOf(context);
        if (AccessRules.OpenDraft(caller) is { } forbidden)
        {
            return Replies.Problem(forbidden);
        }

        return (await site.Tree.OpenDraftAsync(caller.Name, context.RequestAborted)).TryGet(out var draft, out var refusal)
            ? TypedResults.Ok(Replies.Draft(draft))
            : Replies.Problem(refusal);
    }

    private static async Task<Results<Ok<EditAnswer>, JsonHttpResult<EditingProblem>>> EditAsync(EditingSite site, HttpContext context, DraftName draft, EditRequest request)
    {
        var caller = site.CallerOf(context);
        if (AccessRules.UseDraft(caller, draft.Author) is { } forbidden)
        {
            return Replies.Problem(forbidden);
        }

        if (request.Edits is not { Count: > 0 and <= MostEdits })
        {
            return Replies.Invalid("edits holds 1 to 200 edits");
        }

        var edits = ImmutableArray.CreateBuilder<ConfigurationEdit>();
        foreach (var order in request.Edits)
        {
            var (edit, fault) = EditOrders.Read(order);
            if (edit is null)
            {
                return Replies.Problem(EditOrders.Refused(fault), edits.Count);
            }

            edits.Add(edit);
        }

        var edited = await site.Tree.EditAsync(draft.ToString(), request.Revision, edits.ToImmutable(), outcome => AccessRules.Edit(caller, edits, outcome), context.RequestAborted);
        if (!edited.TryGet(out var answer, out var refusal))
        {
            return Replies.Problem(refusal);
        }

        return answer.Outcome.Refusal is { } refused
            ? Replies.Problem(refused, answer.Outcome.RefusedIndex)
            : TypedResults.Ok(new EditAnswer(
                Replies.Draft(answer.Draft), [.. answer.Outcome.Touched.Select(id => id.ToString())], [.. answer.Outcome.Deleted.Select(id => id.ToString())]));
    }

    private static async Task<Results<Ok<DraftEntry>, JsonHttpResult<EditingProblem>>> WriteAsync(EditingSite site, HttpContext context, DraftName draft, FileWrite request) =>
        AccessRules.WriteText(site.CallerOf(context)) is { } forbidden
            ? Replies.Problem(forbidden)
            : await UseAsync(site, context, draft, (name, _) => site.Tree.WriteFileAsync(
                name, request.Revision, request.Path ?? "", request.Text is null ? null : Encoding.UTF8.GetBytes(request.Text), context.RequestAborted));

    private static async Task<Results<Ok<DraftEntry>, JsonHttpResult<EditingProblem>>> UseAsync(
        EditingSite site, HttpContext context, DraftName draft, Func<string, Caller, Task<Answer<Draft>>> use)
    {
        var caller = site.CallerOf(context);
        if (AccessRules.UseDraft(caller, draft.Author) is { } forbidden)
        {
            return Replies.Problem(forbidden);
        }

        return (await use(draft.ToString(), caller)).TryGet(out var used, out var refusal) ? TypedResults.Ok(Replies.Draft(used)) : Replies.Problem(refusal);
    }

    private static async Task<Results<Ok<CommitAnswer>, JsonHttpResult<EditingProblem>>> MergeAsync(EditingSite site, HttpContext context, DraftName draft, MergeRequest request)
    {
        var caller = site.CallerOf(context);
        if (Decisions(request.Decisions) is not { } decisions)
        {
            return BadDecisions();
        }

        if (AccessRules.Merge(caller, draft.Author, decisions) is { } forbidden)
        {
            return Replies.Problem(forbidden);
        }

        var merged = await site.Tree.MergeAsync(draft.ToString(), caller.Name, request.Message ?? "", request.Token ?? "", decisions, context.RequestAborted);
        return merged.TryGet(out var revision, out var refusal) ? TypedResults.Ok(new CommitAnswer(revision.Commit)) : Replies.Problem(refusal);
    }

    private static async Task<Results<Ok<CommitAnswer>, JsonHttpResult<EditingProblem>>> RevertAsync(EditingSite site, HttpContext context, RevertRequest request)
    {
        var caller = site.CallerOf(context);
        if (AccessRules.Publish(caller) is { } forbidden)
        {
            return Replies.Problem(forbidden);
        }

        if (Decisions(request.Decisions) is not { } decisions)
        {
            return BadDecisions();
        }

        var reverted = await site.Tree.RevertAsync(request.Commit ?? "", caller.Name, request.Token ?? "", decisions, context.RequestAborted);
        return reverted.TryGet(out var revision, out var refusal) ? TypedResults.Ok(new CommitAnswer(revision.Commit)) : Replies.Problem(refusal);
    }

    private static async Task<Results<Ok<ApplyEntry>, JsonHttpResult<EditingProblem>>> ApplyAsync(EditingSite site, HttpContext context, ApplyRequest request)
    {
        var caller = site.CallerOf(context);
        if (AccessRules.Publish(caller) is { } forbidden)
        {
            return Replies.Problem(forbidden);
        }

        var name = request.Commit ?? "staging";
        if (!(await site.Tree.ReadAsync(name, context.RequestAborted)).TryGet(out var revision, out var missing))
        {
            return Replies.Problem(missing);
        }

        if (site.Tree.IsAdopted && !site.Judge(revision).Verification.IsAccepted)
        {
            return Replies.Problem(new Refusal(RefusalKind.Faulty, $"{name} has errors, so the arbiter would refuse it; /validate?at={name} lists them"));
        }

        var seconds = request.WaitSeconds is { } given && double.IsFinite(given) ? Math.Clamp(given, 0, LongestWaitSeconds) : UsualWaitSeconds;
        var applied = await site.Desk.ApplyAsync(revision.Commit, caller.Name, request.Confirm ?? "", TimeSpan.FromSeconds(seconds), context.RequestAborted);
        return applied.TryGet(out var report, out var refusal) ? TypedResults.Ok(Replies.Apply(report)) : Replies.Problem(refusal);
    }

    private static List<MergeDecision>? Decisions(IReadOnlyList<DecisionEntry?>? entries)
    {
        var decisions = new List<MergeDecision>();
        foreach (var entry in entries ?? [])
        {
            if (entry is null || decisions.Count >= MostDecisions || !Enum.TryParse<MergeSide>(entry.Take, ignoreCase: true, out var side) || !Enum.IsDefined(side) || entry.Path is null
                || (side == MergeSide.Text && entry.Text is null))
            {
                return null;
            }

            decisions.Add(new MergeDecision(entry.Path, entry.Index, side, entry.Text ?? ""));
        }

        return decisions;
    }

    private static JsonHttpResult<EditingProblem> BadDecisions() =>
        Replies.Invalid("a decision has path, index and take: ours, theirs, both, or text with the lines in text");
}
