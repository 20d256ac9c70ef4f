using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Tsuba.LiveState;
using Tsuba.Modules.Console.Api;
using Tsuba.Modules.Console.Commands;
using Tsuba.Modules.History;
using Tsuba.Protocol.Contracts;
using Tsuba.Web.SignIn;

namespace Tsuba.Modules.Console.Pages;

/// <summary>The pages: problems, hosts, services, one item, the log; and the form that acts on an item.</summary>
internal static class PageEndpoints
{
    private const int MostRows = 500;
    private const int MostLines = 200;
    private static readonly TimeSpan AnswerWait = TimeSpan.FromSeconds(3);

    public static void MapPages(this IEndpointRouteBuilder routes, ConsoleSite site)
    {
        var pages = routes.MapGroup("").ExcludeFromDescription();
        pages.MapGet("/health", () => Results.Text("ok"));
        pages.MapGet("/", (HttpContext context) => new RazorComponentResult<ProblemsPage>(new { Request = Request(site, context) }));
        pages.MapGet("/hosts", (HttpContext context, string? q, string? state) => List(site, context, ("Hosts", "/hosts"), q, state, site.Tables.Site.Hosts));
        pages.MapGet("/services", (HttpContext context, string? q, string? state) => List(site, context, ("Services", "/services"), q, state, site.Tables.Site.Services));
        pages.MapGet("/item", (HttpContext context, string host, string? service, string? done, string? range, string? from, string? to, string? at) =>
            ItemAsync(site, context, (host, service), done, (range, from, to), at ?? "", context.RequestAborted));
        pages.MapGet("/log", (Delegate)((HttpContext context) => LogAsync(site, context, context.RequestAborted)));
        pages.MapGet("/site", (HttpContext context) => new RazorComponentResult<SitePage>(new { Request = Request(site, context) }));
        pages.MapAvailability(site);
        pages.MapTokens(site);
        pages.MapPost("/action", (Delegate)((HttpContext context) => ActAsync(site, context, context.RequestAborted)));
    }

    /// <summary>What every page is rendered from.</summary>
    public static PageRequest Request(ConsoleSite site, HttpContext context)
    {
        var session = context.Features.Get<Session>() ?? throw new InvalidOperationException("the gate lets nobody through without a session");
        return new PageRequest(site, session, ApiEndpoints.ViewerOf(context), site.Time.GetUtcNow());
    }

    private static RazorComponentResult<ListPage> List(
        ConsoleSite site, HttpContext context, (string Title, string Path) page, string? filter, string? state, IEnumerable<LiveItem> items)
    {
        var request = Request(site, context);
        var seen = items
            .Where(item => request.Viewer.Sees(item)
                && (string.IsNullOrEmpty(filter) || item.Definition.Name.ToString().Contains(filter, StringComparison.OrdinalIgnoreCase))
                && (string.IsNullOrEmpty(state) || StateText.Of(item).Equals(state, StringComparison.OrdinalIgnoreCase)))
            .ToList();
        return new RazorComponentResult<ListPage>(new
        {
            Request = request,
            page.Title,
            page.Path,
            Filter = filter ?? "",
            State = state ?? "",
            Items = (IReadOnlyList<LiveItem>)[.. seen.Take(MostRows)],
            Hidden = Math.Max(0, seen.Count - MostRows),
        });
    }

    private static async Task<IResult> ItemAsync(
        ConsoleSite site,
        HttpContext context,
        (string Host, string? Service) name,
        string? done,
        (string? Name, string? From, string? To) range,
        string at,
        CancellationToken cancellationToken)
    {
        var request = Request(site, context);
        if (site.Find(name.Host, name.Service, request.Viewer) is not { } item)
        {
            return Refusals.Pages.Of(request.Session, StatusCodes.Status404NotFound, Refusals.NoItem);
        }

        var shown = TimeRange.Read(range.Name, range.From, range.To, site.Tables.Site.Zone, request.Now);
        return new RazorComponentResult<ItemPage>(new
        {
            Request = request,
            Item = item,
            Range = shown,
            Past = site.History() is { } history ? await ItemPast.ReadAsync(history, item.Definition.Id, shown, cancellationToken) : ItemPast.None,
            Message = await FateAsync(request, done, cancellationToken),
            Why = await ExplainAsync(request, context, item, at, cancellationToken),
            At = at,
        });
    }

    // Nobody is asked for the part of the page that refreshes itself.
    private static async Task<ExplainReply?> ExplainAsync(PageRequest request, HttpContext context, LiveItem item, string at, CancellationToken cancellationToken)
    {
        if (context.Request.Headers.ContainsKey("HX-Request"))
        {
            return null;
        }

        var name = item.Definition.Name;
        var question = new ExplainRequest
        {
            Item = new ItemName { Host = name.Host, Service = name.Description ?? "", HasService = name.Description is not null },
            At = at,
            Language = context.Request.Headers.AcceptLanguage.ToString(),
        };
        return await request.Site.ExplainAsync(question, request.Viewer, cancellationToken);
    }

    /// <summary>What became of the action that led here; the id of its command stands in the address.</summary>
    private static async Task<ActionMessage?> FateAsync(PageRequest request, string? id, CancellationToken cancellationToken)
    {
        if (string.IsNullOrEmpty(id))
        {
            return null;
        }

        var fate = await request.Site.FateAsync(id, TimeSpan.Zero, request.Viewer, cancellationToken);
        return fate.Phase switch
        {
            CommandPhase.Unknown => null,
            CommandPhase.Applied => new ActionMessage(true, "Done."),
            CommandPhase.Refused => new ActionMessage(false, $"Refused: {fate.Text}"),
            CommandPhase.Expired => new ActionMessage(false, $"Given up: {fate.Text}"),
            _ => new ActionMessage(true, "Taken in; it will be applied as soon as the scheduler can be reached."),
        };
    }

    private static async Task<IResult> LogAsync(ConsoleSite site, HttpContext context, CancellationToken cancellationToken)
    {
        var request = Request(site, context);
        var filter = LogFilter.Of(context.Request.Query);
        var (query, trouble) = filter.Read(request, MostLines);
        var page = query is not null && site.History() is { } history
            ? await history.LinesAsync(query, cancellationToken)
            : new HistoryPage<HistoryLine>([], null);
        return new RazorComponentResult<LogPage>(new { Request = request, Filter = filter, Lines = page.Rows, page.Next, Trouble = trouble });
    }

    private static async Task<IResult> ActAsync(ConsoleSite site, HttpContext context, CancellationToken cancellationToken)
    {
        var request = Request(site, context);
        var form = await context.Request.ReadFormAsync(cancellationToken);
        var service = form["service"].ToString();
        if (site.Find(form["host"].ToString(), service.Length == 0 ? null : service, request.Viewer) is not { } item)
        {
            return Refusals.Pages.Of(request.Session, StatusCodes.Status404NotFound, Refusals.NoItem);
        }

        var order = new ActionOrder(form["action"].ToString(), form["comment"].ToString(), form["minutes"].ToString(), form["note"].ToString());
        var command = ItemAction.Encode(order, item, ItemNotes.Of(site.Tables, item), request.Viewer, request.Now);
        if (command.Line is not { } line)
        {
            return Refusals.Pages.Of(request.Session, StatusCodes.Status400BadRequest, command.Refusal ?? "There is no such action.");
        }

        var receipt = await site.SubmitAsync([line], request.Viewer, cancellationToken);
        if (!receipt.Accepted)
        {
            return Refusals.Pages.Of(request.Session, receipt.Full ? StatusCodes.Status429TooManyRequests : StatusCodes.Status400BadRequest, receipt.Refusal);
        }

        await site.FateAsync(receipt.Ids[0], AnswerWait, request.Viewer, cancellationToken);
        return TypedResults.Redirect(ItemPath.Detail(item) + "&done=" + Uri.EscapeDataString(receipt.Ids[0]));
    }
}
