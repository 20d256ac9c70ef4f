using Microsoft.AspNetCore.Http;

namespace Tsuba.Web.SignIn;

/// <summary>
/// Lets requests through that are signed in by cookie or token, and sends the others to the sign-in page (pages) or answers 401 (API).
/// A form or API call that changes something must carry the session's form token, or be made with an API token.
/// </summary>
public sealed class SignInGate
{
    /// <summary>Name of the cookie.</summary>
    public const string CookieName = "tsuba_session";

    /// <summary>Name of the form field and, behind <c>X-</c>, of the header.</summary>
    public const string FormTokenName = "form_token";

    private readonly SessionStore _sessions;
    private readonly ApiTokens _tokens;

    /// <summary>A gate over sessions and tokens.</summary>
    public SignInGate(SessionStore sessions, ApiTokens tokens)
    {
        _sessions = sessions;
        _tokens = tokens;
    }

    /// <summary>The middleware.</summary>
    public async Task InvokeAsync(HttpContext context, RequestDelegate next)
    {
        var path = context.Request.Path;
        if (path.StartsWithSegments("/sign-in", StringComparison.Ordinal) || path.StartsWithSegments("/assets", StringComparison.Ordinal)
            || path.StartsWithSegments("/health", StringComparison.Ordinal))
        {
            await next(context);
            return;
        }

        var session = Find(context.Request);
        if (session is null)
        {
            if (path.StartsWithSegments("/api", StringComparison.Ordinal))
            {
                context.Response.StatusCode = StatusCodes.Status401Unauthorized;
                context.Response.Headers.WWWAuthenticate = "Bearer";
                return;
            }

            context.Response.Redirect("/sign-in?to=" + Uri.EscapeDataString(path + context.Request.QueryString));
            return;
        }

        if (!HttpMethods.IsGet(context.Request.Method) && !HttpMethods.IsHead(context.Request.Method) && !await HasFormTokenAsync(context, session))
        {
            context.Response.StatusCode = StatusCodes.Status403Forbidden;
            await context.Response.WriteAsync("The form is not of this session. Load the page again.", context.RequestAborted);
            return;
        }

        context.Features.Set(session);
        await next(context);
    }

    private Session? Find(HttpRequest request)
    {
        if (request.Headers.Authorization.ToString() is { Length: > 7 } header && header.StartsWith("Bearer ", StringComparison.Ordinal))
        {
            return _tokens.Find(header["Bearer ".Length..]);
        }

        return request.Cookies.TryGetValue(CookieName, out var cookie) ? _sessions.Find(cookie) : null;
    }

    private static async Task<bool> HasFormTokenAsync(HttpContext context, Session session)
    {
        if (session.IsToken)
        {
            return true;
        }

        if (context.Request.Headers.TryGetValue("X-" + FormTokenName, out var header))
        {
            return header == session.FormToken;
        }

        if (!context.Request.HasFormContentType)
        {
            return false;
        }

        var form = await context.Request.ReadFormAsync(context.RequestAborted);
        return form[FormTokenName] == session.FormToken;
    }
}
