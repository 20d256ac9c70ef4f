using System.Collections.Immutable;
using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Tsuba.Configuration.Edits;
using Tsuba.Model.Catalogue;
using Tsuba.Synchronizer.Access;
using Tsuba.Synchronizer.Api;
using Tsuba.Synchronizer.Core;
using Tsuba.Synchronizer.Versions;
using Tsuba.Web.Layout;
using Tsuba.Web.SignIn;

namespace Tsuba.Synchronizer.Pages;

/// <summary>
/// What the forms of the pages do. A form that was carried out leads on to a page, so that loading it again repeats nothing; one that
/// was refused shows its page again with the reason and what was typed.
/// </summary>
internal static class PageOrders
{
    private static readonly TimeSpan VerdictWait = TimeSpan.FromSeconds(10);

    internal static void MapOrders(this IEndpointRouteBuilder routes, EditingSite site)
    {
        var orders = routes.MapGroup("").ExcludeFromDescription();
        orders.MapPost("/drafts/open", (Delegate)((HttpContext context) => OpenAsync(site, context)));
        orders.MapPost("/draft/set", (Delegate)((HttpContext context) => EditAsync(site, context, (id, form) =>
            new SetProperty(id, form["property"].ToString().Trim(), Values(id, form)))));
        orders.MapPost("/draft/remove", (Delegate)((HttpContext context) => EditAsync(site, context, (id, form) => new RemoveProperty(id, form["property"].ToString()))));
        orders.MapPost("/draft/rename", (Delegate)((HttpContext context) => EditAsync(site, context, (id, form) =>
            new RenameObject(id, form["name"].ToString().Trim(), id.IsTemplate))));
        orders.MapPost("/draft/delete", (Delegate)((HttpContext context) => EditAsync(site, context, (id, _) => new DeleteObject(id))));
        orders.MapPost("/draft/commit", (Delegate)((HttpContext context) => UseAsync(site, context, "It is committed.", (name, caller, form) =>
            site.Tree.CommitAsync(name, caller.Name, form["message"].ToString(), context.RequestAborted))));
        orders.MapPost("/draft/undo", (Delegate)((HttpContext context) => UseAsync(site, context, "The edits are taken back.", (name, _, _) =>
            site.Tree.UndoAsync(name, context.RequestAborted))));
        orders.MapPost("/draft/discard", (Delegate)((HttpContext context) => UseAsync(site, context, "The draft is closed.", (name, _, _) =>
            site.Tree.DiscardAsync(name, context.RequestAborted), PagePath.Drafts)));
        orders.MapPost("/draft/merge", (Delegate)((HttpContext context) => MergeAsync(site, context)));
        orders.MapPost("/staging/apply", (Delegate)((HttpContext context) => ApplyAsync(site, context)));
        orders.MapPost("/history/revert", (Delegate)((HttpContext context) => RevertAsync(site, context)));
    }

    /// <summary>What a page is rendered from; a refusal is told above its content.</summary>
    internal static EditingRequest Request(EditingSite site, HttpContext context, Refusal? refusal = null)
    {
        var done = context.Request.Query["done"].ToString();
        var message = refusal is not null ? new PageMessage(false, refusal.Message)
            : done.Length > 0 && Notes.TryGetValue(done, out var text) ? new PageMessage(true, text)
            : null;
        return new EditingRequest(site, SessionOf(context), site.CallerOf(context), message);
    }

    /// <summary>Leads on to a page, which tells a note. Only notes of this list are told: an address must not put words into our mouth.</summary>
    internal static IResult Next(string path, string note) =>
        TypedResults.Redirect(PagePath.With(path, "done", Notes.First(entry => entry.Value == note).Key));

    private static readonly ImmutableDictionary<string, string> Notes = new[]
    {
        "It is committed.", "The edits are taken back.", "The draft is closed.", "The draft is open: edit its objects.", "It is in the draft.",
        "It is deleted in the draft.", "It is merged into staging.", "It is offered to the arbiter; see what it says below.", "It is taken back in staging.",
        "The source was read.", "The source is being read already.", "The proposals are in staging.",
    }.Select((text, index) => KeyValuePair.Create(index.ToString(CultureInfo.InvariantCulture), text)).ToImmutableDictionary(StringComparer.Ordinal);

    private static async Task<IResult> OpenAsync(EditingSite site, HttpContext context)
    {
        var caller = site.CallerOf(context);
        if (AccessRules.OpenDraft(caller) is { } forbidden)
        {
            return Refused(context, forbidden);
        }

        var form = await context.Request.ReadFormAsync(context.RequestAborted);
        var name = form["draft"].ToString();
        if (name.Length == 0)
        {
            if (!(await site.Tree.OpenDraftAsync(caller.Name, context.RequestAborted)).TryGet(out var opened, out var refusal))
            {
                return Refused(context, refusal);
            }

            name = opened.Name;
        }

        return DefinitionId.TryParse(form["to"].ToString(), out var id)
            ? Next(PagePath.Object(id, name), "The draft is open: edit its objects.")
            : Next(PagePath.Draft(name), "The draft is open: edit its objects.");
    }

    // A row of several that add up comes with the values of the others; those of a list are one list.
    private static ImmutableArray<string> Values(DefinitionId id, IFormCollection form) =>
        PropertyCatalogue.Find(id.Type, form["property"].ToString().Trim())?.IsRepeatable == true
            ? [.. form["value"].OfType<string>()]
            : [form["value"].ToString()];

    private static async Task<IResult> EditAsync(EditingSite site, HttpContext context, Func<DefinitionId, IFormCollection, ConfigurationEdit> make)
    {
        var caller = site.CallerOf(context);
        var form = await context.Request.ReadFormAsync(context.RequestAborted);
        var name = form["draft"].ToString();
        if (!DraftName.TryParse(name, out var draft) || !DefinitionId.TryParse(form["id"].ToString(), out var id))
        {
            return Refused(context, new Refusal(RefusalKind.Invalid, "The form names no draft or no object."));
        }

        if (AccessRules.UseDraft(caller, draft.Author) is { } forbidden)
        {
            return Refused(context, forbidden);
        }

        var edit = make(id, form);
        var edited = await site.Tree.EditAsync(name, form["revision"].ToString(), [edit], outcome => AccessRules.Edit(caller, [edit], outcome), context.RequestAborted);
        var refusal = edited.TryGet(out var answer, out var refused)
            ? answer.Outcome.Refusal is { } reason ? new Refusal(RefusalKind.Invalid, reason.Message) : null
            : refused;
        if (refusal is not null)
        {
            return await PageEndpoints.ObjectAsync(site, context, id.ToString(), name, refusal, new TriedValue(form["property"].ToString(), form["value"].ToString()));
        }

        return answer!.Outcome.Touched.IsEmpty || answer.Outcome.Deleted.Contains(id)
            ? Next(PagePath.Draft(name), "It is deleted in the draft.")
            : Next(PagePath.Object(answer.Outcome.Touched[0], name), "It is in the draft.");
    }

    private static async Task<IResult> UseAsync(
        EditingSite site, HttpContext context, string note, Func<string, Caller, IFormCollection, Task<Answer<Draft>>> use, string? next = null)
    {
        var caller = site.CallerOf(context);
        var form = await context.Request.ReadFormAsync(context.RequestAborted);
        var name = form["draft"].ToString();
        if (!DraftName.TryParse(name, out var draft) || AccessRules.UseDraft(caller, draft.Author) is { } forbidden)
        {
            return Refused(context, AccessRules.UseDraft(caller, draft.Author ?? "") ?? new Refusal(RefusalKind.Invalid, "The form names no draft."));
        }

        return (await use(name, caller, form)).TryGet(out _, out var refusal)
            ? Next(next ?? PagePath.Draft(name), note)
            : await PageEndpoints.DraftAsync(site, context, name, refusal);
    }

    private static async Task<IResult> MergeAsync(EditingSite site, HttpContext context)
    {
        var caller = site.CallerOf(context);
        var form = await context.Request.ReadFormAsync(context.RequestAborted);
        var name = form["draft"].ToString();
        if (!DraftName.TryParse(name, out var draft))
        {
            return Refused(context, new Refusal(RefusalKind.Invalid, "The form names no draft."));
        }

        var decisions = Decisions(form);
        if (AccessRules.Merge(caller, draft.Author, decisions) is { } forbidden)
        {
            return Refused(context, forbidden);
        }

        var merged = await site.Tree.MergeAsync(name, caller.Name, form["message"].ToString(), form["token"].ToString(), decisions, context.RequestAborted);
        return merged.TryGet(out _, out var refusal)
            ? Next(PagePath.Staging, "It is merged into staging.")
            : await PageEndpoints.DraftAsync(site, context, name, refusal);
    }

    /// <summary>What a form decides of conflicts: one side of each; words that name none decide nothing, and the conflict stays.</summary>
    internal static List<MergeDecision> Decisions(IFormCollection form)
    {
        var decisions = new List<MergeDecision>();
        var (paths, indices, sides) = (form["path"], form["index"], form["take"]);
        for (var row = 0; row < Math.Min(paths.Count, Math.Min(indices.Count, sides.Count)); row++)
        {
            if (int.TryParse(indices[row], NumberStyles.None, CultureInfo.InvariantCulture, out var index)
                && SideOf(sides[row]) is { } side)
            {
                decisions.Add(new MergeDecision(paths[row] ?? "", index, side, ""));
            }
        }

        return decisions;
    }

    // Numbers and lists of names would be sides to Enum.TryParse; a text needs a field of its own.
    private static MergeSide? SideOf(string? word) => word?.ToUpperInvariant() switch
    {
        "OURS" => MergeSide.Ours,
        "THEIRS" => MergeSide.Theirs,
        "BOTH" => MergeSide.Both,
        _ => null,
    };

    private static async Task<IResult> ApplyAsync(EditingSite site, HttpContext context)
    {
        var caller = site.CallerOf(context);
        if (AccessRules.Publish(caller) is { } forbidden)
        {
            return Refused(context, forbidden);
        }

        var form = await context.Request.ReadFormAsync(context.RequestAborted);
        var applied = await site.Desk.ApplyAsync(form["commit"].ToString(), caller.Name, form["confirm"].ToString(), VerdictWait, context.RequestAborted);
        return applied.TryGet(out _, out var refusal) ? Next(PagePath.Staging, "It is offered to the arbiter; see what it says below.") : Refused(context, refusal);
    }

    private static async Task<IResult> RevertAsync(EditingSite site, HttpContext context)
    {
        var caller = site.CallerOf(context);
        if (AccessRules.Publish(caller) is { } forbidden)
        {
            return Refused(context, forbidden);
        }

        var form = await context.Request.ReadFormAsync(context.RequestAborted);
        var reverted = await site.Tree.RevertAsync(form["commit"].ToString(), caller.Name, "", [], context.RequestAborted);
        return reverted.TryGet(out _, out var refusal)
            ? Next(PagePath.Staging, "It is taken back in staging.")
            : await PageEndpoints.HistoryAsync(site, context, refusal);
    }

    /// <summary>The pages of refusals of this port.</summary>
    internal static RefusedPages Refusals { get; } = new(PagePath.Links);

    /// <summary>A refusal that has no page of its own.</summary>
    internal static IResult Refused(HttpContext context, Refusal refusal) => Refusals.Of(
        SessionOf(context),
        refusal.Kind switch
        {
            RefusalKind.NotFound => StatusCodes.Status404NotFound,
            RefusalKind.Forbidden => StatusCodes.Status403Forbidden,
            RefusalKind.Invalid => StatusCodes.Status400BadRequest,
            _ => StatusCodes.Status409Conflict,
        },
        refusal.Message);

    private static Session SessionOf(HttpContext context) =>
        context.Features.Get<Session>() ?? throw new InvalidOperationException("the gate lets nobody through without a session");
}
