using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Tsuba.Web.Problems;
using Tsuba.Web.SignIn;

namespace Tsuba.Modules.Console.Pages;

/// <summary>Refusals as pages, in the same frame as the others.</summary>
internal static class RefusedPages
{
    public const string NoItem = "There is no such host or service, or you may not see it.";

    /// <summary>A page that says why.</summary>
    public static RazorComponentResult<RefusalPage> Of(Session session, int status, string text) => new(new
    {
        Session = session,
        Title = status switch
        {
            StatusCodes.Status404NotFound => "Not found",
            StatusCodes.Status403Forbidden => "Not allowed",
            _ => "Not done",
        },
        Text = text,
    })
    {
        StatusCode = status,
    };

    /// <summary>A middleware behind the gate: shows a page where no address fits.</summary>
    public static async Task CompleteAsync(HttpContext context, RequestDelegate next)
    {
        await next(context);
        if (context.Response is { HasStarted: false, StatusCode: StatusCodes.Status404NotFound, ContentLength: null, ContentType: null }
            && !ProblemAnswers.IsApi(context)
            && context.Features.Get<Session>() is { } session)
        {
            await Of(session, StatusCodes.Status404NotFound, "There is no such page.").ExecuteAsync(context);
        }
    }
}
