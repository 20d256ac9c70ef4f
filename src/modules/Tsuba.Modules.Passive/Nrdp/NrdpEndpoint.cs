using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Routing;
using Tsuba.Web.Ports;
using Tsuba.Web.SignIn;

namespace Tsuba.Modules.Passive.Nrdp;

/// <summary>
/// The address <c>/nrdp/</c> of the web service: <c>cmd=submitcheck</c> with <c>XMLDATA</c> or <c>JSONDATA</c>, and <c>cmd=hello</c>, with a
/// token of the web service in the field <c>token</c>. <c>submitcmd</c> is not carried out. Source: reference/conventions.md 8.
/// </summary>
internal sealed class NrdpEndpoint(ICommandSink commands, ApiTokens tokens, RefusalCounts refusals)
{
    /// <summary>Its path; a token is checked here, since clients give it as a field.</summary>
    public const string Path = "/nrdp";

    private const int MostNamed = 20;

    private static readonly FormOptions Limits = new() { ValueCountLimit = 16, ValueLengthLimit = 4 * 1024 * 1024 };

    /// <summary>Maps the address.</summary>
    public void Map(IEndpointRouteBuilder routes) => routes.MapPost(Path, (Delegate)AnswerAsync).ExcludeFromDescription();

    private async Task<IResult> AnswerAsync(HttpContext context)
    {
        if (!context.Request.HasFormContentType)
        {
            return NrdpReply.Refused(StatusCodes.Status415UnsupportedMediaType, "NO DATA: a form is wanted").Write(asJson: false);
        }

        var (form, status, malformed) = await FormBody.ReadAsync(context.Request, Limits, context.RequestAborted);
        if (form is null)
        {
            return NrdpReply.Refused(status, $"NO DATA: {malformed}").Write(asJson: false);
        }

        var json = Field(form, "JSONDATA", "json");
        var (session, refusal, name) = tokens.Look(Field(form, "token"));
        if (session is null)
        {
            refusals.Count(refusal, name);
        }

        var reply = session is not null
            ? await CarryOutAsync(form, json, session, context.RequestAborted)
            : NrdpReply.Refused(StatusCodes.Status403Forbidden, "BAD TOKEN");
        return reply.Write(asJson: json.Length > 0);
    }

    private async Task<NrdpReply> CarryOutAsync(IFormCollection form, string json, Session session, CancellationToken cancellationToken)
    {
        switch (Field(form, "cmd"))
        {
            case "hello":
                return new NrdpReply(StatusCodes.Status200OK, "OK", "Tsuba");
            case "submitcheck" when !session.MayGiveResults:
                refusals.Count(RefusalReasons.Scope, session.UserName);
                return NrdpReply.Refused(StatusCodes.Status403Forbidden, "a token with scope passive is required");
            case "submitcheck":
                break;
            case "submitcmd":
                return NrdpReply.Refused(StatusCodes.Status403Forbidden, "submitcmd is not carried out; give commands to the other addresses of this service");
            case var other:
                return NrdpReply.Refused(StatusCodes.Status400BadRequest, $"BAD CMD: '{other}'");
        }

        string? refusal;
        var rows = json.Length > 0 ? NrdpReader.OfJson(json, out refusal) : NrdpReader.OfXml(Field(form, "XMLDATA", "xml"), out refusal);
        return refusal is null ? await TakeAsync(rows, session, cancellationToken) : NrdpReply.Refused(StatusCodes.Status400BadRequest, refusal);
    }

    // A result that makes no sense refuses all; hosts that the site does not have are named, and hold nobody else's results up.
    private async Task<NrdpReply> TakeAsync(IReadOnlyList<NrdpRow> rows, Session session, CancellationToken cancellationToken)
    {
        var lines = new List<string>(rows.Count);
        var unknown = new SortedSet<string>(StringComparer.Ordinal);
        for (var index = 0; index < rows.Count; index++)
        {
            var row = rows[index];
            if (!int.TryParse(row.State, NumberStyles.None, CultureInfo.InvariantCulture, out var state))
            {
                return NrdpReply.Refused(StatusCodes.Status400BadRequest, FormattableString.Invariant($"result {index + 1}: state is no number"));
            }

            long? time = long.TryParse(row.Time, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) ? seconds : null;
            var encoded = PassiveResultLine.Of(time, row.Host, row.Service, state, row.Output);
            if (encoded.Line is not { } line)
            {
                return NrdpReply.Refused(StatusCodes.Status400BadRequest, FormattableString.Invariant($"result {index + 1}: {encoded.Refusal}"));
            }

            if (HostLimit.Refusal(session, row.Host, "") is { } limit)
            {
                refusals.Count(RefusalReasons.Limit, session.UserName);
                return NrdpReply.Refused(StatusCodes.Status403Forbidden, limit);
            }

            if (commands.HasHost(row.Host) == false)
            {
                unknown.Add(row.Host);
                continue;
            }

            lines.Add(line);
        }

        if (lines.Count == 0)
        {
            return NrdpReply.Refused(StatusCodes.Status404NotFound, Unknown(unknown));
        }

        var receipt = await commands.SubmitAsync(lines, session.UserName, cancellationToken);
        return receipt switch
        {
            { Accepted: true } => NrdpReply.Taken(lines.Count, unknown.Count > 0 ? Unknown(unknown) : ""),
            { Full: true } => NrdpReply.Refused(StatusCodes.Status429TooManyRequests, receipt.Refusal),
            _ => NrdpReply.Refused(StatusCodes.Status503ServiceUnavailable, receipt.Refusal),
        };
    }

    private static string Unknown(SortedSet<string> hosts) =>
        $"not in the configuration: {string.Join(", ", hosts.Take(MostNamed))}{(hosts.Count > MostNamed ? " and others" : "")}";

    private static string Field(IFormCollection form, params ReadOnlySpan<string> names)
    {
        foreach (var name in names)
        {
            if (form[name].ToString() is { Length: > 0 } value)
            {
                return value;
            }
        }

        return "";
    }
}
