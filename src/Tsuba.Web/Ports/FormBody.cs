using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Tsuba.Web.Problems;

namespace Tsuba.Web.Ports;

/// <summary>Reads the form of a request. A form that is cut short, malformed or too large is a refusal, not a fault of ours.</summary>
public static class FormBody
{
    /// <summary>Limits where the caller has none of its own.</summary>
    public static FormOptions Usual { get; } = new();

    /// <summary>
    /// A middleware behind the gate: what is posted to a page is a form, and refused where it is none. Handlers find it read, since a request keeps
    /// its form.
    /// </summary>
    public static async Task RequireAsync(HttpContext context, RequestDelegate next)
    {
        var request = context.Request;
        if (!HttpMethods.IsPost(request.Method) || ProblemAnswers.IsApi(context))
        {
            await next(context);
            return;
        }

        var (form, status, refusal) = request.HasFormContentType
            ? await ReadAsync(request, Usual, context.RequestAborted)
            : (null, StatusCodes.Status415UnsupportedMediaType, "A page takes forms.");
        if (form is not null)
        {
            await next(context);
            return;
        }

        context.Response.StatusCode = status;
        await context.Response.WriteAsync(refusal, context.RequestAborted);
    }

    /// <summary>Reads the form; without one, says with which status code to refuse and why.</summary>
    /// <param name="request">A request whose content type is that of a form.</param>
    /// <param name="limits">Limits of values and their number.</param>
    /// <param name="cancellationToken">Stop, or the end of the connection.</param>
    public static async Task<(IFormCollection? Form, int Status, string Refusal)> ReadAsync(HttpRequest request, FormOptions limits, CancellationToken cancellationToken)
    {
        try
        {
            return (await request.ReadFormAsync(limits, cancellationToken), StatusCodes.Status200OK, "");
        }
        catch (BadHttpRequestException refused)
        {
            return (null, refused.StatusCode, refused.Message);
        }
        catch (Exception malformed) when (malformed is InvalidDataException or IOException)
        {
            // An IOException is also what a body that ends in the middle of a part gives.
            return (null, StatusCodes.Status400BadRequest, malformed.Message);
        }
    }
}
