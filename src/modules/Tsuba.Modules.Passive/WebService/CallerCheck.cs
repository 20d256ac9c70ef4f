using System.Net;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;
using Tsuba.Modules.Passive.Nrdp;
using Tsuba.Web.SignIn;

namespace Tsuba.Modules.Passive.WebService;

/// <summary>
/// Lets in who has a token (as bearer, or as the password of basic sign-in, whatever the user: clients of the old module know user and
/// password only), and who gives the user and password of the module's properties. Nobody is let in without.
/// </summary>
internal sealed class CallerCheck(ApiTokens tokens, string userName, string password, SignInThrottle throttle, RefusalCounts refusals)
{
    // The default of Shinken's module, which let everybody in.
    private const string Anonymous = "anonymous";

    private readonly bool _hasUser = userName.Length > 0 && userName != Anonymous && password.Length > 0;

    /// <summary>The middleware.</summary>
    public async Task InvokeAsync(HttpContext context, RequestDelegate next)
    {
        // Clients of NRDP give their token as a field of the form, so that address looks for itself.
        if (context.Request.Path == "/health" || context.Request.Path.StartsWithSegments(NrdpEndpoint.Path, StringComparison.Ordinal))
        {
            await next(context);
            return;
        }

        var address = context.Connection.RemoteIpAddress ?? IPAddress.None;
        if (_hasUser && throttle.MustWait(address) && BearerOf(context.Request) is null)
        {
            context.Response.StatusCode = StatusCodes.Status429TooManyRequests;
            return;
        }

        var (found, refusal, name) = Find(context.Request, address);
        if (found is not { } session)
        {
            refusals.Count(refusal, name);
            context.Response.StatusCode = StatusCodes.Status401Unauthorized;
            context.Response.Headers.WWWAuthenticate = "Bearer, Basic realm=\"tsuba\"";
            await context.Response.WriteAsync("a token, or user and password, are required", context.RequestAborted);
            return;
        }

        context.Features.Set(session);
        await next(context);
    }

    private (Session? Session, string Refusal, string Name) Find(HttpRequest request, IPAddress address)
    {
        if (BearerOf(request) is { } token)
        {
            return tokens.Look(token);
        }

        if (BasicOf(request) is not var (user, secret))
        {
            return (null, RefusalReasons.NoSignIn, "");
        }

        var byToken = tokens.Look(secret);
        if (byToken.Session is not null || byToken.Refusal == RefusalReasons.Expired)
        {
            return byToken;
        }

        if (!_hasUser)
        {
            return (null, RefusalReasons.Password, "");
        }

        var fits = Equal(user, userName) & Equal(secret, password);
        throttle.Remember(address, fits);
        return (fits ? new Session(userName, IsAdmin: true, CanSubmitCommands: true, FormToken: "", IsToken: true) : null, RefusalReasons.Password, "");
    }

    private static string? BearerOf(HttpRequest request) =>
        request.Headers.Authorization.ToString() is var header && header.StartsWith("Bearer ", StringComparison.Ordinal) ? header["Bearer ".Length..] : null;

    private static (string User, string Secret)? BasicOf(HttpRequest request)
    {
        var header = request.Headers.Authorization.ToString();
        Span<byte> bytes = stackalloc byte[512];
        if (!header.StartsWith("Basic ", StringComparison.Ordinal) || !Convert.TryFromBase64String(header["Basic ".Length..], bytes, out var length))
        {
            return null;
        }

        var pair = Encoding.UTF8.GetString(bytes[..length]);
        var separator = pair.IndexOf(':', StringComparison.Ordinal);
        return separator < 0 ? null : (pair[..separator], pair[(separator + 1)..]);
    }

    private static bool Equal(string left, string right) =>
        CryptographicOperations.FixedTimeEquals(SHA256.HashData(Encoding.UTF8.GetBytes(left)), SHA256.HashData(Encoding.UTF8.GetBytes(right)));
}
