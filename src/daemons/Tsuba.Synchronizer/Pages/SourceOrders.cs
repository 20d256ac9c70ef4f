using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Tsuba.Model.Diagnostics;
using Tsuba.Synchronizer.Access;
using Tsuba.Synchronizer.Api;
using Tsuba.Synchronizer.Sources.Desk;
using Tsuba.Synchronizer.Versions;

namespace Tsuba.Synchronizer.Pages;

/// <summary>The pages of sources and their forms.</summary>
internal static class SourceOrders
{
    internal static void MapSources(this IEndpointRouteBuilder routes, EditingSite site, SourceDesk desk)
    {
        var pages = routes.MapGroup("").ExcludeFromDescription();
        pages.MapGet(PagePath.Sources, (HttpContext context) => new RazorComponentResult<SourcesPage>(new
        {
            Request = PageOrders.Request(site, context),
            Statuses = (IReadOnlyList<SourceStatus>)desk.Status(),
            Findings = (IReadOnlyList<Diagnostic>)desk.Definitions.Findings,
        }));
        pages.MapGet("/source", (HttpContext context, string name) => SourceAsync(site, desk, context, name, refusal: null));
        pages.MapPost("/source/read", (Delegate)((HttpContext context) => ReadAsync(site, desk, context)));
        pages.MapPost("/source/apply", (Delegate)((HttpContext context) => ApplyAsync(site, desk, context)));
    }

    private static async Task<IResult> SourceAsync(EditingSite site, SourceDesk desk, HttpContext context, string name, Refusal? refusal)
    {
        if (desk.Status().FirstOrDefault(status => status.Definition.Name == name) is not { } status)
        {
            return TypedResults.NotFound("There is no such source.");
        }

        var preview = await desk.PreviewAsync(status.Definition, isFresh: false, context.RequestAborted);
        return new RazorComponentResult<SourcePage>(new { Request = PageOrders.Request(site, context, refusal), Status = status, preview.Plan });
    }

    private static async Task<IResult> ReadAsync(EditingSite site, SourceDesk desk, HttpContext context)
    {
        var (caller, form, source, refusal) = await FindAsync(site, desk, context);
        if (source is null)
        {
            return PageOrders.Refused(context, refusal!);
        }

        var run = await desk.ReadAsync(source, caller.Name, form["accept_loss"] == "1", context.RequestAborted);
        return run is null ? PageOrders.Next(PagePath.Source(source.Name), "The source is being read already.")
            : run.Memory.Trouble.Length > 0 ? await SourceAsync(site, desk, context, source.Name, new Refusal(RefusalKind.Faulty, run.Memory.Trouble))
            : PageOrders.Next(PagePath.Source(source.Name), "The source was read.");
    }

    private static async Task<IResult> ApplyAsync(EditingSite site, SourceDesk desk, HttpContext context)
    {
        var (caller, form, source, refusal) = await FindAsync(site, desk, context);
        if (source is null)
        {
            return PageOrders.Refused(context, refusal!);
        }

        var outcome = await desk.ApplyAsync(source, caller.Name, form["version"].ToString(), chosen: null, context.RequestAborted);
        return outcome.Accepted
            ? PageOrders.Next(PagePath.Source(source.Name), "The proposals are in staging.")
            : await SourceAsync(site, desk, context, source.Name, new Refusal(RefusalKind.Moved, outcome.Text));
    }

    private static async Task<(Caller Caller, IFormCollection Form, Core.Sources.Definitions.SourceDefinition? Source, Refusal? Refusal)> FindAsync(
        EditingSite site, SourceDesk desk, HttpContext context)
    {
        var caller = site.CallerOf(context);
        var form = await context.Request.ReadFormAsync(context.RequestAborted);
        if (AccessRules.UseSources(caller) is { } forbidden)
        {
            return (caller, form, null, forbidden);
        }

        var source = desk.Definitions.Find(form["name"].ToString());
        return (caller, form, source, source is null ? new Refusal(RefusalKind.NotFound, "There is no such source.") : null);
    }
}
