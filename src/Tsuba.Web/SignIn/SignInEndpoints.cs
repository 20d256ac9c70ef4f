using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Tsuba.Web.Layout;
using Tsuba.Web.Ports;

namespace Tsuba.Web.SignIn;

/// <summary>The sign-in page, its form, and signing out.</summary>
public static class SignInEndpoints
{
    /// <summary>Maps <c>/sign-in</c> and <c>/sign-out</c>.</summary>
    public static void MapSignIn(
        this IEndpointRouteBuilder routes, Accounts accounts, SessionStore sessions, SignInThrottle throttle, RefusalCounts refusals, string heading)
    {
        var pages = routes.MapGroup("").ExcludeFromDescription();
        pages.MapGet("/sign-in", (string? to) => new RazorComponentResult<SignInPage>(new { Heading = heading, To = LocalPath(to), Failed = false }));
        pages.MapPost("/sign-in", (Delegate)((HttpContext context) => SignInAsync(context, accounts, throttle, refusals, heading)));
        pages.MapPost("/sign-out", (HttpContext context) =>
        {
            if (context.Request.Cookies.TryGetValue(SignInGate.CookieName(context), out var cookie))
            {
                sessions.End(cookie);
            }

            context.Response.Cookies.Delete(SignInGate.CookieName(context));
            return TypedResults.Redirect("/sign-in");
        });
    }

    private static async Task<IResult> SignInAsync(HttpContext context, Accounts accounts, SignInThrottle throttle, RefusalCounts refusals, string heading)
    {
        var address = context.Connection.RemoteIpAddress ?? IPAddress.None;
        if (throttle.MustWait(address))
        {
            refusals.Count(RefusalReasons.Password, "");
            return TypedResults.StatusCode(StatusCodes.Status429TooManyRequests);
        }

        if (!context.Request.HasFormContentType)
        {
            return TypedResults.BadRequest();
        }

        if (await FormBody.ReadAsync(context.Request, FormBody.Usual, context.RequestAborted) is not { Form: { } form })
        {
            return TypedResults.BadRequest();
        }

        var cookie = accounts.SignIn(form["user"].ToString(), form["password"].ToString());
        throttle.Remember(address, cookie is not null);
        if (cookie is null)
        {
            refusals.Count(RefusalReasons.Password, "");
            return new RazorComponentResult<SignInPage>(new { Heading = heading, To = LocalPath(form["to"]), Failed = true });
        }

        context.Response.Cookies.Append(SignInGate.CookieName(context), cookie, new CookieOptions
        {
            HttpOnly = true,
            SameSite = SameSiteMode.Strict,
            Secure = context.Request.IsHttps,
            Path = "/",
        });
        return TypedResults.Redirect(LocalPath(form["to"]));
    }

    // Only a path of this server: a sign-in must not send people elsewhere.
    private static string LocalPath(string? to) =>
        to is { Length: > 0 and < 2000 } && to[0] == '/' && !to.StartsWith("//", StringComparison.Ordinal) && !to.Contains('\\') && !to.Any(char.IsControl)
            ? to
            : "/";
}
