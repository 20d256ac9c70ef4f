using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Tsuba.Protocol.Contracts;
using Tsuba.Web.Problems;

namespace Tsuba.Modules.Console.Api;

/// <summary>Why an item is in its state, and who is or was notified and why not the others. A viewer asks in its own name.</summary>
internal static class ExplainEndpoint
{
    public static void MapExplain(this IEndpointRouteBuilder api, ConsoleSite site) =>
        api.MapGet("/explain", (HttpContext context, string host, string? service, string? contact, string? type, string? at, string? lang) =>
                AnswerAsync(site, context, new ExplainRequest
                {
                    Item = new ItemName { Host = host, Service = service ?? "", HasService = service is not null },
                    Contact = contact ?? "",
                    Type = type ?? "",
                    At = at ?? "",
                    Language = lang ?? context.Request.Headers.AcceptLanguage.ToString(),
                }))
            .WithName("explain").WithSummary("Why an item is in its state, and who is or was notified and why not the others");

    private static async Task<Results<Ok<ApiExplanation>, NotFound<ApiProblem>, BadRequest<ApiProblem>, JsonHttpResult<ApiProblem>>> AnswerAsync(
        ConsoleSite site, HttpContext context, ExplainRequest request)
    {
        var reply = await site.ExplainAsync(request, ApiEndpoints.ViewerOf(context), context.RequestAborted);
        return reply.Outcome switch
        {
            ExplainOutcome.Explained => TypedResults.Ok(ApiExplanation.From(request.Item.Host, request.Item.HasService ? request.Item.Service : null, reply)),
            ExplainOutcome.NoSuchItem => TypedResults.NotFound(new ApiProblem(reply.Refusal)),
            ExplainOutcome.Refused => TypedResults.BadRequest(new ApiProblem(reply.Refusal)),
            _ => ProblemAnswers.Refuse(StatusCodes.Status503ServiceUnavailable, reply.Refusal),
        };
    }
}
