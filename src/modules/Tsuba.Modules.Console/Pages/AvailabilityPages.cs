using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Tsuba.Modules.Console.Api;
using Tsuba.Modules.Console.Reports;

namespace Tsuba.Modules.Console.Pages;

/// <summary>The page of availability and its forms.</summary>
internal static class AvailabilityPages
{
    public static void MapAvailability(this IEndpointRouteBuilder pages, ConsoleSite site)
    {
        var reports = new ReportDesk(site.Tables, () => site.Availability, site.Time);
        var corrections = new CorrectionDesk(site.Tables, () => site.Availability, site.Time);
        pages.MapGet("/availability", (Delegate)((HttpContext context) => ShowAsync(site, reports, corrections, context, null)));
        pages.MapPost("/availability/corrections", (Delegate)((HttpContext context) => CorrectAsync(site, reports, corrections, context)));
        pages.MapPost("/availability/corrections/revoke", (Delegate)((HttpContext context) => RevokeAsync(site, reports, corrections, context)));
    }

    private static async Task<RazorComponentResult<AvailabilityPage>> ShowAsync(
        ConsoleSite site, ReportDesk reports, CorrectionDesk corrections, HttpContext context, ActionMessage? message)
    {
        var request = PageEndpoints.Request(site, context);
        var query = context.Request.Query;
        Func<string, string> asked = name => query[name].ToString();
        var (report, refusal, _) = await reports.AnswerAsync(asked, request.Viewer, context.RequestAborted);
        return new RazorComponentResult<AvailabilityPage>(new
        {
            Request = request,
            Asked = asked,
            QueryString = context.Request.QueryString.ToString(),
            Report = report,
            Trouble = refusal,
            Message = message,
            Corrections = await corrections.ListAsync(request.Viewer, context.RequestAborted) ?? [],
        });
    }

    private static async Task<RazorComponentResult<AvailabilityPage>> CorrectAsync(ConsoleSite site, ReportDesk reports, CorrectionDesk corrections, HttpContext context)
    {
        var request = PageEndpoints.Request(site, context);
        var form = await context.Request.ReadFormAsync(context.RequestAborted);
        var zone = site.Tables.Site.Zone;
        var correction = new ApiNewCorrection(
            form["host"], form["service"], Seconds(form["from"], zone), Seconds(form["to"], zone), form["kind"], form["state"], form["reason"]);
        var (id, refusal, _) = await corrections.MakeAsync(correction, request.Viewer, context.RequestAborted);
        return await ShowAsync(
            site, reports, corrections, context, refusal.Length == 0 ? new ActionMessage(true, FormattableString.Invariant($"Correction {id} is in force.")) : new ActionMessage(false, refusal));
    }

    private static async Task<RazorComponentResult<AvailabilityPage>> RevokeAsync(ConsoleSite site, ReportDesk reports, CorrectionDesk corrections, HttpContext context)
    {
        var request = PageEndpoints.Request(site, context);
        var form = await context.Request.ReadFormAsync(context.RequestAborted);
        var refusal = long.TryParse(form["id"], NumberStyles.None, CultureInfo.InvariantCulture, out var id)
            ? (await corrections.RevokeAsync(id, form["reason"].ToString(), request.Viewer, context.RequestAborted)).Refusal
            : "there is no such correction";
        return await ShowAsync(
            site, reports, corrections, context, refusal.Length == 0 ? new ActionMessage(true, FormattableString.Invariant($"Correction {id} is revoked.")) : new ActionMessage(false, refusal));
    }

    private static double Seconds(string? text, TimeZoneInfo zone) => TimeRange.Parse(text, zone) is { } time ? time.ToUnixTimeMilliseconds() / 1000.0 : -1;
}
