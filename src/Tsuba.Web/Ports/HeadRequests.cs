using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace Tsuba.Web.Ports;

/// <summary>
/// Answers HEAD as GET: load balancers and people with <c>curl -I</c> ask so, and routes know GET alone. The server leaves the body out, since it remembers
/// what the client said. Source: RFC 9110 9.3.2.
/// </summary>
public static class HeadRequests
{
    private static readonly object _key = new();

    /// <summary>Adds it in front of the routes of a port.</summary>
    public static void UseHead(this IApplicationBuilder app)
    {
        app.Use((context, next) =>
        {
            if (HttpMethods.IsHead(context.Request.Method))
            {
                context.Items[_key] = true;
                context.Request.Method = HttpMethods.Get;
            }

            return next(context);
        });
        app.UseRouting();
    }

    /// <summary>Whether only the head of the answer is wanted: an answer without an end is over with it.</summary>
    public static bool WantsHead(HttpContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        return context.Items.ContainsKey(_key);
    }
}
