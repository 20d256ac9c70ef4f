using System.Collections.Immutable;
using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Tsuba.Web.SignIn;

namespace Tsuba.Modules.Console.Pages;

/// <summary>The page of the port's tokens, for administrators.</summary>
internal static class TokenPages
{
    private const int MostDays = 3660;

    public static void MapTokens(this IEndpointRouteBuilder pages, ConsoleSite site)
    {
        pages.MapGet("/tokens", (HttpContext context) => Guarded(site, context, (request, file) => Show(request, file, null, "")));
        pages.MapPost("/tokens", (Delegate)((HttpContext context) => AddAsync(site, context)));
        pages.MapPost("/tokens/revoke", (Delegate)((HttpContext context) => RevokeAsync(site, context)));
    }

    private static async Task<IResult> AddAsync(ConsoleSite site, HttpContext context)
    {
        var form = await context.Request.ReadFormAsync(context.RequestAborted);
        return Guarded(site, context, (request, file) =>
        {
            var (name, scopes) = (form["name"].ToString(), string.Join(',', form["scope"].OfType<string>()));
            var (hosts, groups) = (List(form["hosts"].ToString()), List(form["contactgroups"].ToString()));
            var hasDays = int.TryParse(form["days"], NumberStyles.None, CultureInfo.InvariantCulture, out var days) && days is > 0 and <= MostDays;
            var fault = ApiToken.Fault(name, scopes, [.. hosts, .. groups])
                ?? (hasDays || form["days"].ToString().Length == 0 ? null : FormattableString.Invariant($"days are 1 to {MostDays}, or nothing"))
                ?? groups.Where(group => !site.Tables.Site.ContactGroups.ContainsKey(group)).Select(group => $"there is no contact group '{group}'").FirstOrDefault();
            if (fault is not null)
            {
                return Show(request, file, new ActionMessage(false, fault), "");
            }

            var (token, secret) = ApiToken.Make(name, scopes, request.Now);
            var isNew = file.Add(token with { Hosts = hosts, ContactGroups = groups, Expires = hasDays ? request.Now.AddDays(days) : null });
            return isNew
                ? Show(request, file, new ActionMessage(true, $"Token {name} is made. It is shown here once:"), secret)
                : Show(request, file, new ActionMessage(false, $"There is a token {name} already."), "");
        });
    }

    private static async Task<IResult> RevokeAsync(ConsoleSite site, HttpContext context)
    {
        var form = await context.Request.ReadFormAsync(context.RequestAborted);
        var name = form["name"].ToString();
        return Guarded(site, context, (request, file) => Show(
            request, file, file.Revoke(name) ? new ActionMessage(true, $"Token {name} is revoked.") : new ActionMessage(false, "There is no such token."), ""));
    }

    // Tokens are made by people who signed in: a token that could make others could not be taken back.
    private static IResult Guarded(ConsoleSite site, HttpContext context, Func<PageRequest, TokenFile, IResult> answer)
    {
        var request = PageEndpoints.Request(site, context);
        if (site.Tokens is not { } file || request.Session.IsToken || !request.Session.MayAdminister)
        {
            return Refusals.Pages.Of(request.Session, StatusCodes.Status403Forbidden, "Administrators who signed in see and make tokens.");
        }

        return answer(request, file);
    }

    private static RazorComponentResult<TokensPage> Show(PageRequest request, TokenFile file, ActionMessage? message, string secret) =>
        new(new { Request = request, Tokens = file.Read(), Message = message, Secret = secret });

    private static ImmutableArray<string> List(string text) => [.. text.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)];
}
