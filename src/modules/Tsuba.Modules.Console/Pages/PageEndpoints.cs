using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Tsuba.LiveState;
using Tsuba.LiveState.Access;
using Tsuba.Model.Items;
using Tsuba.Modules.Console.Commands;
using Tsuba.Modules.History;
using Tsuba.Web.SignIn;

namespace Tsuba.Modules.Console.Pages;

/// <summary>The pages: problems, hosts, services, one item, the log; and the form that acts on an item.</summary>
internal static class PageEndpoints
{
    private const int MostRows = 500;
    private static readonly TimeSpan AnswerWait = TimeSpan.FromSeconds(3);

    public static void MapPages(this IEndpointRouteBuilder routes, ConsoleSite site)
    {
        var pages = routes.MapGroup("").ExcludeFromDescription();
        pages.MapGet("/health", () => Results.Text("ok"));
        pages.MapGet("/", (HttpContext context) => new RazorComponentResult<ProblemsPage>(new { Request = Request(site, context) }));
        pages.MapGet("/hosts", (HttpContext context, string? q) => List(site, context, "Hosts", "/hosts", q, site.Tables.Site.Hosts));
        pages.MapGet("/services", (HttpContext context, string? q) => List(site, context, "Services", "/services", q, site.Tables.Site.Services));
        pages.MapGet("/item", (HttpContext context, string host, string? service, string? done) => ItemAsync(site, context, host, service, done, context.RequestAborted));
        pages.MapGet("/log", (Delegate)((HttpContext context) => LogAsync(site, context, context.RequestAborted)));
        pages.MapPost("/action", (Delegate)((HttpContext context) => ActAsync(site, context, context.RequestAborted)));
    }

    private static PageRequest Request(ConsoleSite site, HttpContext context)
    {
        var session = context.Features.Get<Session>() ?? throw new InvalidOperationException("the gate lets nobody through without a session");
        return new PageRequest(site, session, Accounts.ViewerOf(session), site.Time.GetUtcNow());
    }

    private static RazorComponentResult<ListPage> List(ConsoleSite site, HttpContext context, string title, string path, string? filter, IEnumerable<LiveItem> items)
    {
        var request = Request(site, context);
        var seen = items
            .Where(item => request.Viewer.Sees(item) && (string.IsNullOrEmpty(filter) || item.Definition.Name.ToString().Contains(filter, StringComparison.OrdinalIgnoreCase)))
            .ToList();
        return new RazorComponentResult<ListPage>(new
        {
            Request = request,
            Title = title,
            Path = path,
            Filter = filter ?? "",
            Items = (IReadOnlyList<LiveItem>)[.. seen.Take(MostRows)],
            Hidden = Math.Max(0, seen.Count - MostRows),
        });
    }

    private static async Task<IResult> ItemAsync(ConsoleSite site, HttpContext context, string host, string? service, string? done, CancellationToken cancellationToken)
    {
        var request = Request(site, context);
        if (site.Find(host, service, request.Viewer) is not { } item)
        {
            return TypedResults.NotFound("There is no such host or service, or you may not see it.");
        }

        var history = site.History();
        IReadOnlyList<HistoryResult> results = history is null ? [] : await history.ResultsAsync(item.Definition.Id, 0, long.MaxValue, 20, cancellationToken);
        IReadOnlyList<HistoryLine> lines = history is null ? [] : await history.LinesAsync(item.Definition.Id, 0, long.MaxValue, 30, cancellationToken);
        return new RazorComponentResult<ItemPage>(new { Request = request, Item = item, Results = results, Lines = lines, Message = await FateAsync(site, done, cancellationToken) });
    }

    /// <summary>What became of the action that led here; the id of its command stands in the address.</summary>
    private static async Task<ActionMessage?> FateAsync(ConsoleSite site, string? id, CancellationToken cancellationToken)
    {
        if (string.IsNullOrEmpty(id))
        {
            return null;
        }

        var fate = await site.Commands.WaitAsync(id, TimeSpan.Zero, cancellationToken);
        return fate.Known
            ? new ActionMessage(fate.Applied, fate.Applied ? "Done." : $"Refused: {fate.Text}")
            : new ActionMessage(true, "Taken in; it will be applied as soon as the scheduler can be reached.");
    }

    private static async Task<IResult> LogAsync(ConsoleSite site, HttpContext context, CancellationToken cancellationToken)
    {
        var request = Request(site, context);
        var history = site.History();
        IReadOnlyList<HistoryLine> lines = history is null ? [] : await history.LinesAsync(ItemId.None, 0, long.MaxValue, MostRows, cancellationToken);
        return new RazorComponentResult<LogPage>(new { Request = request, Lines = (IReadOnlyList<HistoryLine>)[.. lines.Where(line => MaySee(site, request.Viewer, line))] });
    }

    private static bool MaySee(ConsoleSite site, Viewer viewer, HistoryLine line) =>
        viewer.SeesEverything || (site.Tables.Site.Items.TryGetValue(line.Item, out var item) && viewer.Sees(item));

    private static async Task<IResult> ActAsync(ConsoleSite site, HttpContext context, CancellationToken cancellationToken)
    {
        var request = Request(site, context);
        var form = await context.Request.ReadFormAsync(cancellationToken);
        var service = form["service"].ToString();
        if (site.Find(form["host"].ToString(), service.Length == 0 ? null : service, request.Viewer) is not { } item)
        {
            return TypedResults.NotFound("There is no such host or service, or you may not see it.");
        }

        var command = ItemAction.Encode(form["action"].ToString(), item, request.Viewer, form["comment"].ToString(), form["minutes"].ToString(), request.Now);
        if (command.Line is not { } line)
        {
            return TypedResults.BadRequest(command.Refusal);
        }

        var receipt = await site.Commands.SubmitAsync([line], request.Viewer.Name, cancellationToken);
        if (!receipt.Accepted)
        {
            return receipt.Full
                ? TypedResults.Text(receipt.Refusal, statusCode: StatusCodes.Status429TooManyRequests)
                : TypedResults.BadRequest(receipt.Refusal);
        }

        await site.Commands.WaitAsync(receipt.Ids[0], AnswerWait, cancellationToken);
        return TypedResults.Redirect(ItemPath.Detail(item) + "&done=" + Uri.EscapeDataString(receipt.Ids[0]));
    }
}
