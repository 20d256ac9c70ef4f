using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using Tsuba.Modules.Console.Api;
using Tsuba.Web.Problems;

namespace Tsuba.Modules.Console.Reports;

/// <summary>Availability and its corrections in the API.</summary>
internal static class ReportEndpoints
{
    public static void MapReports(this IEndpointRouteBuilder api, ConsoleSite site)
    {
        var reports = new ReportDesk(site.Tables, () => site.Availability, site.Time);
        var corrections = new CorrectionDesk(site.Tables, () => site.Availability, site.Time);
        api.MapGet("/availability", (HttpContext context, [AsParameters] ReportParameters _) => ReportAsync(reports, context))
            .WithName("availability").WithSummary("How an item, the members of a group or all hosts spent a range; format=csv for comma-separated values")
            .Produces<ApiAvailability>(200, "application/json", "text/csv").Produces<ApiProblem>(400).Produces<ApiProblem>(404).Produces<ApiProblem>(503);
        api.MapGet("/availability/corrections", async Task<Results<Ok<IReadOnlyList<ApiCorrection>>, JsonHttpResult<ApiProblem>>> (HttpContext context) =>
                await corrections.ListAsync(ApiEndpoints.ViewerOf(context), context.RequestAborted) is { } list ? TypedResults.Ok(list) : ProblemAnswers.Refuse(503, "no history is kept"))
            .WithName("corrections").WithSummary("Corrections of availability, newest first, with those that were revoked");
        api.MapPost("/availability/corrections", async Task<Results<Created<ApiNumber>, JsonHttpResult<ApiProblem>>> (HttpContext context, ApiNewCorrection correction) =>
            {
                var (id, refusal, status) = await corrections.MakeAsync(correction, ApiEndpoints.ViewerOf(context), context.RequestAborted);
                return refusal.Length == 0 ? TypedResults.Created((string?)null, new ApiNumber(id)) : ProblemAnswers.Refuse(status, refusal);
            })
            .WithName("correct").WithSummary("Corrects availability; reports change from then on");
        api.MapDelete("/availability/corrections/{id:long}", async Task<Results<NoContent, JsonHttpResult<ApiProblem>>> (HttpContext context, long id, string? reason) =>
            {
                var (refusal, status) = await corrections.RevokeAsync(id, reason ?? "", ApiEndpoints.ViewerOf(context), context.RequestAborted);
                return refusal.Length == 0 ? TypedResults.NoContent() : ProblemAnswers.Refuse(status, refusal);
            })
            .WithName("revokeCorrection").WithSummary("Revokes a correction; it stays in the list");
    }

    private static async Task<IResult> ReportAsync(ReportDesk reports, HttpContext context)
    {
        var query = context.Request.Query;
        var (report, refusal, status) = await reports.AnswerAsync(name => query[name].ToString(), ApiEndpoints.ViewerOf(context), context.RequestAborted);
        if (report is null)
        {
            return ProblemAnswers.Refuse(status, refusal);
        }

        return query["format"] == "csv" ? TypedResults.Text(ReportCsv.Write(report), "text/csv; charset=utf-8") : TypedResults.Ok(report);
    }

    // Named for the document; the desk reads them itself, since the command line asks with the same names.
    private sealed record ReportParameters(
        [FromQuery(Name = "host")] string? Host,
        [FromQuery(Name = "service")] string? Service,
        [FromQuery(Name = "hostgroup")] string? HostGroup,
        [FromQuery(Name = "servicegroup")] string? ServiceGroup,
        [FromQuery(Name = "range")] string? Range,
        [FromQuery(Name = "from")] string? From,
        [FromQuery(Name = "to")] string? To,
        [FromQuery(Name = "timeperiod")] string? TimePeriod,
        [FromQuery(Name = "soft")] string? Soft,
        [FromQuery(Name = "initial_state")] string? InitialState,
        [FromQuery(Name = "downtime")] string? Downtime,
        [FromQuery(Name = "unknown")] string? Unknown,
        [FromQuery(Name = "warning")] string? Warning,
        [FromQuery(Name = "no_data")] string? NoData,
        [FromQuery(Name = "host_downtime")] string? HostDowntime,
        [FromQuery(Name = "offset")] string? Offset,
        [FromQuery(Name = "limit")] string? Limit,
        [FromQuery(Name = "format")] string? Format);
}
