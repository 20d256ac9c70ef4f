using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Tsuba.LiveState.Access;
using Tsuba.Model.Items;

namespace Tsuba.Modules.Console.Api;

/// <summary>Comments, acknowledgements and downtimes that are in force. A viewer gets those of its items; downtimes of contacts are for who sees everything.</summary>
internal static class NoteEndpoints
{
    private const int MostRows = 10_000;
    private const uint UserComment = 1;
    private const uint AcknowledgementComment = 4;

    public static void MapNotes(this IEndpointRouteBuilder api, ConsoleSite site)
    {
        api.MapGet("/comments", (HttpContext context, string? host, string? service, int? offset, int? limit) =>
                Page(context, Comments(site, ApiEndpoints.ViewerOf(context), UserComment), host, service, offset, limit))
            .WithName("comments").WithSummary("Comments that people made");
        api.MapGet("/acknowledgements", (HttpContext context, string? host, string? service, int? offset, int? limit) =>
                Page(context, Comments(site, ApiEndpoints.ViewerOf(context), AcknowledgementComment), host, service, offset, limit))
            .WithName("acknowledgements").WithSummary("Acknowledgements with their comments");
        api.MapGet("/downtimes", (HttpContext context, string? host, string? service, int? offset, int? limit) =>
                Page(context, Downtimes(site, ApiEndpoints.ViewerOf(context)), host, service, offset, limit))
            .WithName("downtimes").WithSummary("Scheduled downtimes, those that have begun too");
    }

    private static Ok<ApiNotePage> Page(HttpContext context, IEnumerable<ApiNote> notes, string? host, string? service, int? offset, int? limit)
    {
        var wanted = notes.Where(note => (host is null || note.Host == host) && (service is null || note.Service == service)).ToList();
        return TypedResults.Ok(new ApiNotePage(wanted.Count, [.. wanted.Skip(Math.Max(0, offset ?? 0)).Take(Math.Clamp(limit ?? 100, 0, MostRows))]));
    }

    private static IEnumerable<ApiNote> Comments(ConsoleSite site, Viewer viewer, uint type)
    {
        var items = site.Tables.Site;
        foreach (var ((part, id), comment) in site.Tables.Comments)
        {
            if (comment.EntryType == type && items.Items.GetValueOrDefault(new ItemId(comment.Item)) is { } item && viewer.Sees(item))
            {
                var name = item.Definition.Name;
                yield return new ApiNote(
                    id,
                    part,
                    name.Host,
                    name.Description,
                    "",
                    comment.Author,
                    comment.Text,
                    comment.EntryUtcMs / 1000.0,
                    null,
                    comment.Expires ? comment.ExpireUtcMs / 1000.0 : null,
                    IsActive: true,
                    IsFixed: false,
                    comment.Persistent);
            }
        }
    }

    private static IEnumerable<ApiNote> Downtimes(ConsoleSite site, Viewer viewer)
    {
        var items = site.Tables.Site;
        foreach (var ((part, id), downtime) in site.Tables.Downtimes)
        {
            var item = items.Items.GetValueOrDefault(new ItemId(downtime.Item));
            if (item is null ? !viewer.SeesEverything || downtime.Contact.Length == 0 : !viewer.Sees(item))
            {
                continue;
            }

            yield return new ApiNote(
                id,
                part,
                item?.Definition.Name.Host,
                item?.Definition.Name.Description,
                downtime.Contact,
                downtime.Author,
                downtime.Text,
                downtime.EntryUtcMs / 1000.0,
                downtime.StartUtcMs / 1000.0,
                downtime.EndUtcMs / 1000.0,
                downtime.IsActive,
                downtime.IsFixed,
                IsPersistent: true);
        }
    }
}
