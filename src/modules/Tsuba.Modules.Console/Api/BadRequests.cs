using Microsoft.AspNetCore.Http;

namespace Tsuba.Modules.Console.Api;

/// <summary>Says what is wrong with a request that no handler got to see: a body that is no JSON, a number that is none.</summary>
internal static class BadRequests
{
    public static async Task ExplainAsync(HttpContext context, RequestDelegate next)
    {
        try
        {
            await next(context);
        }
        catch (BadHttpRequestException bad) when (!context.Response.HasStarted)
        {
            var text = bad.InnerException is System.Text.Json.JsonException json ? $"{bad.Message}: {json.Message}" : bad.Message;
            context.Response.StatusCode = bad.StatusCode;
            await context.Response.WriteAsJsonAsync(new ApiError(text), ApiJson.Default.ApiError, contentType: null, context.RequestAborted);
        }
    }
}
