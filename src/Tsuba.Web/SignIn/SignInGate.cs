using System.Globalization;
using Microsoft.AspNetCore.Http;
using Tsuba.Model.Objects;
using Tsuba.Web.Ports;
using Tsuba.Web.Problems;

namespace Tsuba.Web.SignIn;

/// <summary>
/// Lets requests through that are signed in by cookie or token, and sends the others to the sign-in page (pages) or answers 401 (API).
/// A form or API call that changes something must carry the session's form token, or be made with an API token. Every refusal is counted.
/// </summary>
public sealed class SignInGate
{
    /// <summary>Name of the form field and, behind <c>X-</c>, of the header.</summary>
    public const string FormTokenName = "form_token";

    // Whoever may give commands may ask what became of them.
    private const string CommandsPath = "/api/v1/commands";

    private readonly SessionStore _sessions;
    private readonly Accounts _accounts;
    private readonly ApiTokens _tokens;
    private readonly Func<string, ContactGroup?> _findGroup;
    private readonly RefusalCounts _refusals;

    /// <summary>A gate over sessions and tokens.</summary>
    /// <param name="sessions">Sessions.</param>
    /// <param name="accounts">What a session may at the moment.</param>
    /// <param name="tokens">Tokens.</param>
    /// <param name="findGroup">The contact group of a name, as the configuration has it at the moment; null: there is none.</param>
    /// <param name="refusals">Counts.</param>
    public SignInGate(SessionStore sessions, Accounts accounts, ApiTokens tokens, Func<string, ContactGroup?> findGroup, RefusalCounts refusals)
    {
        _sessions = sessions;
        _accounts = accounts;
        _tokens = tokens;
        _findGroup = findGroup;
        _refusals = refusals;
    }

    /// <summary>
    /// Name of the cookie: one for each port. Browsers give the cookies of a machine to all its ports, so who signs in to the editing of the
    /// configuration would be signed out of the console.
    /// </summary>
    public static string CookieName(HttpContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        return string.Create(CultureInfo.InvariantCulture, $"tsuba_session_{context.Connection.LocalPort}");
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

        var (session, refusal, name) = Find(context);
        if (session is null)
        {
            await RefuseAsync(context, path, refusal, name);
            return;
        }

        var isSafe = HttpMethods.IsGet(context.Request.Method) || HttpMethods.IsHead(context.Request.Method);
        var needsRead = isSafe && !path.StartsWithSegments(CommandsPath, StringComparison.Ordinal);
        if (needsRead && !session.MayRead)
        {
            await ForbidAsync(context, RefusalReasons.Scope, session.UserName, "A token with scope read is required.");
            return;
        }

        if (!isSafe && !await HasFormTokenAsync(context, session))
        {
            await ForbidAsync(context, RefusalReasons.FormToken, session.UserName, "The form is not of this session. Load the page again.");
            return;
        }

        context.Features.Set(session);
        context.Features.Set(new CurrentSignIn(() => Find(context).Session is { } still && (!needsRead || still.MayRead) ? Accounts.ViewerOf(still, _findGroup) : null));
        context.Features.Set(_refusals);
        await next(context);
        if (context.Response.StatusCode == StatusCodes.Status403Forbidden)
        {
            _refusals.Count(RefusalReasons.Scope, session.UserName);
        }
    }

    private Task RefuseAsync(HttpContext context, PathString path, string refusal, string name)
    {
        // Who opens a page without a session is asked to sign in, which is no refusal.
        if (refusal != RefusalReasons.NoSignIn || ProblemAnswers.IsApi(context))
        {
            _refusals.Count(refusal, name);
        }

        if (ProblemAnswers.IsApi(context))
        {
            context.Response.Headers.WWWAuthenticate = "Bearer";
            return ProblemAnswers.WriteAsync(context, StatusCodes.Status401Unauthorized, "Sign in, or send a token that holds.");
        }

        context.Response.Redirect("/sign-in?to=" + Uri.EscapeDataString(path + context.Request.QueryString));
        return Task.CompletedTask;
    }

    private Task ForbidAsync(HttpContext context, string reason, string name, string text)
    {
        _refusals.Count(reason, name);
        if (ProblemAnswers.IsApi(context))
        {
            return ProblemAnswers.WriteAsync(context, StatusCodes.Status403Forbidden, text);
        }

        context.Response.StatusCode = StatusCodes.Status403Forbidden;
        return context.Response.WriteAsync(text, context.RequestAborted);
    }

    private (Session? Session, string Refusal, string Name) Find(HttpContext context)
    {
        if (context.Request.Headers.Authorization.ToString() is { Length: > 7 } header && header.StartsWith("Bearer ", StringComparison.Ordinal))
        {
            return _tokens.Look(header["Bearer ".Length..]);
        }

        var session = context.Request.Cookies.TryGetValue(CookieName(context), out var cookie) ? _sessions.Find(cookie) : null;
        return (session is null ? null : _accounts.AsOfNow(session), RefusalReasons.NoSignIn, "");
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

        var (form, _, _) = await FormBody.ReadAsync(context.Request, FormBody.Usual, context.RequestAborted);
        return form is not null && form[FormTokenName] == session.FormToken;
    }
}
