using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Tsuba.Web.Problems;

/// <summary>Gives every answer of an API that is not a success one form, whoever refused: a handler, the router, the server or the gate.</summary>
public static class ProblemAnswers
{
    private static readonly PathString Api = new("/api");

    /// <summary>Whether a request is one to an API, not to a page.</summary>
    public static bool IsApi(HttpContext context) => context.Request.Path.StartsWithSegments(Api, StringComparison.Ordinal);

    /// <summary>Writes a problem.</summary>
    /// <param name="context">The request; nothing was written for it yet.</param>
    /// <param name="status">Status code, 400 or above.</param>
    /// <param name="detail">One sentence; empty: the name of the status.</param>
    public static Task WriteAsync(HttpContext context, int status, string detail) =>
        WriteAsync(context, status, new ApiProblem(detail), ProblemJson.Readable.ApiProblem);

    /// <summary>Writes a problem that has further members.</summary>
    /// <param name="context">The request; nothing was written for it yet.</param>
    /// <param name="status">Status code, 400 or above.</param>
    /// <param name="problem">The problem, without its status.</param>
    /// <param name="form">How it is written.</param>
    public static Task WriteAsync<TProblem>(HttpContext context, int status, TProblem problem, JsonTypeInfo<TProblem> form)
        where TProblem : ApiProblem
    {
        context.Response.StatusCode = status;
        return context.Response.WriteAsJsonAsync((TProblem)problem.With(status), form, ApiProblem.MediaType, context.RequestAborted);
    }

    /// <summary>What a handler refuses with.</summary>
    /// <param name="status">Status code, 400 or above.</param>
    /// <param name="detail">One sentence.</param>
    public static JsonHttpResult<ApiProblem> Refuse(int status, string detail) =>
        Refuse(status, new ApiProblem(detail), ProblemJson.Readable.ApiProblem);

    /// <summary>What a handler refuses with that says more.</summary>
    /// <param name="status">Status code, 400 or above.</param>
    /// <param name="problem">The problem, without its status.</param>
    /// <param name="form">How it is written.</param>
    public static JsonHttpResult<TProblem> Refuse<TProblem>(int status, TProblem problem, JsonTypeInfo<TProblem> form)
        where TProblem : ApiProblem =>
        TypedResults.Json((TProblem)problem.With(status), form, ApiProblem.MediaType, status);

    /// <summary>A middleware in front of all others: says what is wrong with a request that no handler got to see, and gives refusals without a body one.</summary>
    public static async Task CompleteAsync(HttpContext context, RequestDelegate next)
    {
        if (IsApi(context) && !JsonCharset.Settle(context.Request))
        {
            await WriteAsync(context, StatusCodes.Status415UnsupportedMediaType, "the charset of the body is not known");
            return;
        }

        try
        {
            await next(context);
        }
        catch (BadHttpRequestException bad) when (!context.Response.HasStarted)
        {
            await WriteAsync(context, bad.StatusCode, bad.InnerException is JsonException json ? $"{bad.Message}: {json.Message}" : bad.Message);
            return;
        }

        var response = context.Response;
        if (response is { HasStarted: false, StatusCode: >= StatusCodes.Status400BadRequest, ContentLength: null, ContentType: null } && IsApi(context))
        {
            await WriteAsync(context, response.StatusCode, "");
        }
    }

    /// <summary>A filter of endpoints: turns what a handler refused with into a problem.</summary>
    public static async ValueTask<object?> FilterAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var result = await next(context);
        while (result is INestedHttpResult nested)
        {
            result = nested.Result;
        }

        if (result is not IStatusCodeHttpResult { StatusCode: >= StatusCodes.Status400BadRequest and var status } || result is IContentTypeHttpResult { ContentType: ApiProblem.MediaType })
        {
            return result;
        }

        var problem = result is IValueHttpResult { Value: ApiProblem given } ? given : new ApiProblem("");
        return Refuse(status, problem.Detail);
    }
}
