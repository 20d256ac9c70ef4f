using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Tsuba.Configuration.Edits;
using Tsuba.Model.Catalogue;
using Tsuba.Model.Definitions;
using Tsuba.Synchronizer.Access;
using Tsuba.Synchronizer.Api;
using Tsuba.Synchronizer.Versions;

namespace Tsuba.Synchronizer.Pages;

/// <summary>The pages of the editing port. They show what the API shows, by the same rules of access.</summary>
internal static class PageEndpoints
{
    private const int MostChanges = 200;

    private static readonly IReadOnlyList<string> Types =
        [.. PropertyCatalogue.Rows.Where(row => row.Type != ObjectType.Main).Select(row => row.Type).Distinct().Select(Replies.Word).Order(StringComparer.Ordinal)];

    internal static void MapPages(this IEndpointRouteBuilder routes, EditingSite site)
    {
        var pages = routes.MapGroup("").ExcludeFromDescription();
        pages.MapGet(PagePath.Overview, (Delegate)((HttpContext context) => OverviewAsync(site, context)));
        pages.MapGet(PagePath.Objects, (HttpContext context, string? type, string? q, string? at, int? offset) => ObjectsAsync(site, context, type, q, at, offset));
        pages.MapGet("/object", (HttpContext context, string id, string? at) => ObjectAsync(site, context, id, at));
        pages.MapGet(PagePath.Drafts, (Delegate)((HttpContext context) => DraftsAsync(site, context)));
        pages.MapGet("/draft", (HttpContext context, string name) => DraftAsync(site, context, name, conflict: null));
        pages.MapGet(PagePath.Staging, (Delegate)((HttpContext context) => StagingAsync(site, context)));
        pages.MapGet(PagePath.History, (Delegate)((HttpContext context) => HistoryAsync(site, context, conflict: null)));
    }

    /// <summary>The page of a draft.</summary>
    /// <param name="site">The site.</param>
    /// <param name="context">The request.</param>
    /// <param name="name">The draft.</param>
    /// <param name="conflict">What a merge left to be decided; null: nothing.</param>
    internal static async Task<IResult> DraftAsync(EditingSite site, HttpContext context, string name, Refusal? conflict)
    {
        var request = PageOrders.Request(site, context, conflict);
        if ((await site.Tree.DraftsAsync(context.RequestAborted)).FirstOrDefault(draft => draft.Name == name) is not { } draft)
        {
            return Missing(context, "There is no open draft of that name.");
        }

        if (!(await site.Tree.ReadAsync("staging", context.RequestAborted)).TryGet(out var staging, out var refusal)
            || !(await site.Tree.ReadAsync(draft.Name, context.RequestAborted)).TryGet(out var held, out refusal))
        {
            return Missing(context, refusal.Message);
        }

        return new RazorComponentResult<DraftPage>(new
        {
            Request = request,
            Draft = draft,
            Changes = (IReadOnlyList<DefinitionChange>)BookDifference.Of(staging.Book, held.Book),
            Text = await TextAsync(site, request, staging, held, context.RequestAborted),
            site.Judge(held).Verification.Findings,
            Conflicts = (IReadOnlyList<MergeConflict>)(conflict?.Conflicts ?? []),
            MergeToken = conflict?.MergeToken ?? "",
        });
    }

    /// <summary>The page of the history.</summary>
    internal static async Task<IResult> HistoryAsync(EditingSite site, HttpContext context, Refusal? conflict)
    {
        var history = await site.Tree.HistoryAsync("staging", 0, MostChanges, context.RequestAborted);
        return new RazorComponentResult<HistoryPage>(new
        {
            Request = PageOrders.Request(site, context, conflict),
            Changes = history.TryGet(out var changes, out _) ? changes : [],
            Conflicts = (IReadOnlyList<MergeConflict>)(conflict?.Conflicts ?? []),
        });
    }

    /// <summary>The page of one definition.</summary>
    internal static async Task<IResult> ObjectAsync(EditingSite site, HttpContext context, string id, string? at, Refusal? refused = null, TriedValue? tried = null)
    {
        var request = PageOrders.Request(site, context, refused);
        var place = at ?? "staging";
        if (!(await site.Tree.ReadAsync(place, context.RequestAborted)).TryGet(out var revision, out var refusal))
        {
            return Missing(context, refusal.Message);
        }

        if (!DefinitionId.TryParse(id, out var parsed) || revision.Book.Find(parsed) is not { } definition)
        {
            return Missing(context, $"There is no such object in {place}.");
        }

        var drafts = await site.Tree.DraftsAsync(context.RequestAborted);
        var draft = drafts.FirstOrDefault(draft => draft.Name == place && AccessRules.UseDraft(request.Caller, draft.Author) is null);
        var (effective, groups) = site.Inspect(revision, inspector => (inspector.Effective(definition), inspector.GroupsOf(definition).ToList()));
        return new RazorComponentResult<ObjectPage>(new
        {
            Request = request,
            Definition = definition,
            At = place,
            Draft = draft,
            OwnDrafts = (IReadOnlyList<string>)[.. drafts.Where(own => own.Author == request.Caller.Name).Select(own => own.Name)],
            Effective = (IReadOnlyList<EffectiveProperty>)effective,
            Groups = (IReadOnlyList<string>)groups,
            Tried = tried,
        });
    }

    private static async Task<IResult> OverviewAsync(EditingSite site, HttpContext context)
    {
        var production = await site.Tree.CommitOfAsync("production", context.RequestAborted);
        var staging = await site.Tree.CommitOfAsync("staging", context.RequestAborted);
        IEnumerable<(string, int)> counts = [];
        if ((await site.Tree.ReadAsync("staging", context.RequestAborted)).TryGet(out var revision, out _))
        {
            counts = revision.Book.Definitions.CountBy(definition => definition.Type).OrderBy(pair => pair.Key).Select(pair => (Replies.Word(pair.Key), pair.Value));
        }

        return new RazorComponentResult<OverviewPage>(new
        {
            Request = PageOrders.Request(site, context),
            Production = production,
            Staging = staging,
            IsAhead = production != staging && await site.Tree.HaveOtherFilesAsync(production, staging, context.RequestAborted),
            Drafts = (await site.Tree.DraftsAsync(context.RequestAborted)).Length,
            Counts = (IReadOnlyList<(string, int)>)[.. counts],
        });
    }

    private static async Task<IResult> ObjectsAsync(EditingSite site, HttpContext context, string? type, string? search, string? at, int? offset)
    {
        var place = string.IsNullOrEmpty(at) ? "staging" : at;
        if (!(await site.Tree.ReadAsync(place, context.RequestAborted)).TryGet(out var revision, out var refusal))
        {
            return Missing(context, refusal.Message);
        }

        var found = revision.Book.Definitions
            .Where(definition => (string.IsNullOrEmpty(type) || Replies.Word(definition.Type) == type)
                && (string.IsNullOrEmpty(search) || definition.Id.Key.Contains(search, StringComparison.OrdinalIgnoreCase)))
            .ToList();
        var from = Math.Max(0, offset ?? 0);
        return new RazorComponentResult<ObjectsPage>(new
        {
            Request = PageOrders.Request(site, context),
            Type = type ?? "",
            Search = search ?? "",
            At = place,
            Offset = from,
            Total = found.Count,
            Shown = (IReadOnlyList<WrittenDefinition>)[.. found.Skip(from).Take(ObjectsPage.PageSize)],
            Types = Types,
            Places = (IReadOnlyList<string>)["staging", "production", .. (await site.Tree.DraftsAsync(context.RequestAborted)).Select(draft => draft.Name)],
        });
    }

    private static async Task<IResult> DraftsAsync(EditingSite site, HttpContext context) => new RazorComponentResult<DraftsPage>(new
    {
        Request = PageOrders.Request(site, context),
        Drafts = (IReadOnlyList<Draft>)await site.Tree.DraftsAsync(context.RequestAborted),
    });

    private static async Task<IResult> StagingAsync(EditingSite site, HttpContext context)
    {
        var request = PageOrders.Request(site, context);
        if (!(await site.Tree.ReadAsync("staging", context.RequestAborted)).TryGet(out var staging, out var refusal)
            || !(await site.Tree.ReadAsync("production", context.RequestAborted)).TryGet(out var production, out refusal))
        {
            return Missing(context, refusal.Message);
        }

        return new RazorComponentResult<StagingPage>(new
        {
            Request = request,
            staging.Commit,
            Changes = (IReadOnlyList<DefinitionChange>)BookDifference.Of(production.Book, staging.Book),
            Text = await TextAsync(site, request, production, staging, context.RequestAborted),
            site.Judge(staging).Verification.Findings,
        });
    }

    private static async Task<string?> TextAsync(EditingSite site, EditingRequest request, Revision from, Revision to, CancellationToken cancellationToken) =>
        AccessRules.SeeText(request.Caller) is null ? await site.Tree.DiffTextAsync(from.Commit, to.Commit, cancellationToken) : null;

    private static IResult Missing(HttpContext context, string text) => PageOrders.Refused(context, new Refusal(RefusalKind.NotFound, text));
}
