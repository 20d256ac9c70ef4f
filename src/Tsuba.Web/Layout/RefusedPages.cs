using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Tsuba.Web.Problems;
using Tsuba.Web.SignIn;

namespace Tsuba.Web.Layout;

/// <summary>Refusals of one port as pages, in the same frame as its others.</summary>
/// <param name="links">The links of the frame.</param>
public sealed class RefusedPages(IReadOnlyList<(string Path, string Text)> links)
{
    /// <summary>A page that says why.</summary>
    /// <param name="session">Who looks at it.</param>
    /// <param name="status">Status of the answer.</param>
    /// <param name="text">Why, as a sentence.</param>
    public RazorComponentResult<RefusalPage> Of(Session session, int status, string text) => new(new
    {
        Session = session,
        Title = status switch
        {
            StatusCodes.Status404NotFound => "Not found",
            StatusCodes.Status403Forbidden => "Not allowed",
            _ => "Not done",
        },
        Text = text,
        Links = links,
    })
    {
        StatusCode = status,
    };

    /// <summary>A middleware behind the gate: shows a page where no address fits.</summary>
    public async Task CompleteAsync(HttpContext context, RequestDelegate next)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(next);
        await next(context);
        if (context.Response is { HasStarted: false, StatusCode: StatusCodes.Status404NotFound, ContentLength: null, ContentType: null }
            && !ProblemAnswers.IsApi(context)
            && context.Features.Get<Session>() is { } session)
        {
            await Of(session, StatusCodes.Status404NotFound, "There is no such page.").ExecuteAsync(context);
        }
    }
}
