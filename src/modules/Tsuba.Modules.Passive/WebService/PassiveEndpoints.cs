using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Primitives;
using Tsuba.Model.ExternalCommands;
using Tsuba.Web.SignIn;

namespace Tsuba.Modules.Passive.WebService;

/// <summary>
/// <c>POST /push_check_result</c> with repeated fields <c>time_stamp, host_name, service_description, return_code, output</c>: the
/// n-th of each belong together. All of a request are taken, or none.
/// </summary>
internal static class PassiveEndpoints
{
    private const int MostResults = 20_000;
    private const int FieldsPerResult = 5;

    // The default of the server, 1,024 values, would allow 200 results.
    private static readonly FormOptions Form = new() { ValueCountLimit = MostResults * FieldsPerResult };

    public static void MapPassive(this IEndpointRouteBuilder routes, ApiTokens tokens, ICommandSink commands)
    {
        routes.MapGet("/health", () => Results.Text("ok"));
        routes.MapPost("/push_check_result", (Delegate)((HttpContext context) => PushAsync(context, tokens, commands)));
    }

    private static async Task<IResult> PushAsync(HttpContext context, ApiTokens tokens, ICommandSink commands)
    {
        if (TokenOf(context.Request) is not { } token || tokens.Find(token) is not { CanSubmitCommands: true } session)
        {
            context.Response.Headers.WWWAuthenticate = "Bearer, Basic realm=\"tsuba\"";
            return Results.Text("a token with scope write is required", statusCode: StatusCodes.Status401Unauthorized);
        }

        if (!context.Request.HasFormContentType)
        {
            return Results.Text("the body is not a form", statusCode: StatusCodes.Status415UnsupportedMediaType);
        }

        IFormCollection form;
        try
        {
            form = await context.Request.ReadFormAsync(Form, context.RequestAborted);
        }
        catch (Exception exception) when (exception is InvalidDataException or BadHttpRequestException)
        {
            return Results.Text($"the form cannot be read: {exception.Message}", statusCode: (exception as BadHttpRequestException)?.StatusCode ?? StatusCodes.Status400BadRequest);
        }

        var lines = new List<string>();
        if (Refusal(form, lines) is { } refusal)
        {
            return Results.Text(refusal, statusCode: StatusCodes.Status400BadRequest);
        }

        var receipt = await commands.SubmitAsync(lines, session.UserName, context.RequestAborted);
        return receipt switch
        {
            { Accepted: true } => Results.Text(string.Join('\n', receipt.Ids) + "\n", statusCode: StatusCodes.Status200OK),
            { Full: true } => Results.Text(receipt.Refusal, statusCode: StatusCodes.Status429TooManyRequests),
            _ => Results.Text(receipt.Refusal, statusCode: StatusCodes.Status503ServiceUnavailable),
        };
    }

    /// <summary>Adds a line for each result; returns why the request is refused, or null.</summary>
    private static string? Refusal(IFormCollection form, List<string> lines)
    {
        var hosts = form["host_name"];
        if (hosts.Count is 0 or > MostResults)
        {
            return $"1 to {MostResults} results are wanted, each with a host_name";
        }

        foreach (var name in new[] { "time_stamp", "service_description", "return_code", "output" })
        {
            if (form[name] is { Count: > 0 } values && values.Count != hosts.Count)
            {
                return $"there are {hosts.Count} fields host_name and {values.Count} fields {name}";
            }
        }

        for (var index = 0; index < hosts.Count; index++)
        {
            var stamp = Field(form["time_stamp"], index);
            long? seconds = null;
            if (stamp.Length > 0)
            {
                if (!long.TryParse(stamp, NumberStyles.None, CultureInfo.InvariantCulture, out var parsed))
                {
                    return $"result {index + 1}: time_stamp is not a number of seconds";
                }

                seconds = parsed;
            }

            var service = Field(form["service_description"], index);
            var code = Field(form["return_code"], index);
            var output = Field(form["output"], index);
            var encoded = service.Length == 0
                ? ExternalCommandEncoder.Encode(seconds, "PROCESS_HOST_CHECK_RESULT", [Field(hosts, index), code, output], CommandLineLimits.DefaultMaxLength)
                : ExternalCommandEncoder.Encode(seconds, "PROCESS_SERVICE_CHECK_RESULT", [Field(hosts, index), service, code, output], CommandLineLimits.DefaultMaxLength);
            if (encoded.Line is not { } line)
            {
                return $"result {index + 1}: {encoded.Refusal}";
            }

            lines.Add(line);
        }

        return null;
    }

    private static string Field(StringValues values, int index) => index < values.Count ? values[index] ?? "" : "";

    private static string? TokenOf(HttpRequest request)
    {
        var header = request.Headers.Authorization.ToString();
        if (header.StartsWith("Bearer ", StringComparison.Ordinal))
        {
            return header["Bearer ".Length..];
        }

        if (!header.StartsWith("Basic ", StringComparison.Ordinal))
        {
            return null;
        }

        // Clients of the old module know user and password only: the token is the password, the user does not matter.
        Span<byte> bytes = stackalloc byte[512];
        if (!Convert.TryFromBase64String(header["Basic ".Length..], bytes, out var length))
        {
            return null;
        }

        var pair = Encoding.UTF8.GetString(bytes[..length]);
        var separator = pair.IndexOf(':', StringComparison.Ordinal);
        return separator < 0 ? null : pair[(separator + 1)..];
    }
}
