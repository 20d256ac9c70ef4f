using System.Globalization;
using Microsoft.AspNetCore.Http;
using Tsuba.Web.SignIn;

namespace Tsuba.Modules.Passive.WebService;

/// <summary>
/// Answers a call: reads its rows, refuses all if one makes no sense, names hosts that the site does not have, takes the others in, and
/// waits for their owners where that is asked for.
/// </summary>
internal sealed class WebServiceCalls(ICommandSink commands, TimeProvider time, RefusalCounts refusals)
{
    private const double LongestWaitSeconds = 30;

    /// <summary>Carries out one call.</summary>
    public async Task<IResult> CarryOutAsync(HttpContext context, WebServiceOperation operation)
    {
        var session = context.Features.Get<Session>() ?? throw new InvalidOperationException("nobody gets here without a session");
        if (!(operation.IsResult ? session.MayGiveResults : operation.IsAboutItems ? session.CanSubmitCommands : session.MayAdminister))
        {
            refusals.Count(RefusalReasons.Scope, session.UserName);
            return Refuse($"a token with scope {(operation.IsResult ? "passive" : operation.IsAboutItems ? "command" : "admin")} is required", StatusCodes.Status403Forbidden);
        }

        if (!TryWait(context.Request, operation, out var wait))
        {
            return Refuse(FormattableString.Invariant($"wait is not a number of seconds from 0 to {LongestWaitSeconds}"), StatusCodes.Status400BadRequest);
        }

        var reading = await RequestReader.ReadAsync(context.Request, operation, context.RequestAborted);
        if (reading.Refusal is { } unreadable)
        {
            return Refuse(unreadable, reading.Status);
        }

        if (reading.Rows.Select(row => HostLimit.Refusal(session, row.Host, row.Field("downtime_id"))).FirstOrDefault(refusal => refusal is not null) is { } limit)
        {
            refusals.Count(RefusalReasons.Limit, session.UserName);
            return Refuse(limit, StatusCodes.Status403Forbidden);
        }

        var answers = new WebCommand[reading.Rows.Count];
        var lines = new List<string>(answers.Length);
        if (Encode(operation, reading.Rows, session.UserName, answers, lines) is { } senseless)
        {
            return Refuse(senseless, StatusCodes.Status400BadRequest);
        }

        if (lines.Count > 0 && await SubmitAsync(lines, session.UserName, answers, context) is { } notTaken)
        {
            return notTaken;
        }

        await WaitAsync(answers, wait, context.RequestAborted);
        var status = WebServiceStatus.Of(answers, isWaitedFor: wait > TimeSpan.Zero);
        return operation.AnswersInLines && wait == TimeSpan.Zero && !context.Request.HasJsonContentType()
            ? Results.Text(string.Concat(answers.Select(answer => (answer.Id ?? $"refused: {answer.Text}") + "\n")), statusCode: status)
            : Results.Json(new WebAnswer(answers), WebServiceJson.Default.WebAnswer, statusCode: status);
    }

    /// <summary>How far a command has come.</summary>
    public async Task<IResult> FindAsync(HttpContext context, string id)
    {
        if (!TryWait(context.Request, WebServiceOperations.All[0], out var wait))
        {
            return Refuse(FormattableString.Invariant($"wait is not a number of seconds from 0 to {LongestWaitSeconds}"), StatusCodes.Status400BadRequest);
        }

        var fate = await commands.WaitAsync(id, wait, context.RequestAborted);
        return fate.Phase == CommandPhase.Unknown
            ? Refuse("no command of this id was given here", StatusCodes.Status404NotFound)
            : Results.Json(WebCommand.From(id, "", fate), WebServiceJson.Default.WebCommand);
    }

    private static bool TryWait(HttpRequest request, WebServiceOperation operation, out TimeSpan wait)
    {
        wait = operation.DefaultWait;
        if (request.Query["wait"].ToString() is not { Length: > 0 } text)
        {
            return true;
        }

        var isGood = double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var seconds) && seconds is >= 0 and <= LongestWaitSeconds;
        wait = isGood ? TimeSpan.FromSeconds(seconds) : wait;
        return isGood;
    }

    private string? Encode(WebServiceOperation operation, IReadOnlyList<RequestRow> rows, string author, WebCommand[] answers, List<string> lines)
    {
        var now = time.GetUtcNow().ToUnixTimeSeconds();
        for (var index = 0; index < rows.Count; index++)
        {
            var encoded = operation.Encode(rows[index], author, now);
            if (encoded.Line is not { } line)
            {
                return FormattableString.Invariant($"row {index + 1}: {encoded.Refusal}");
            }

            if (operation.IsAboutItems && commands.HasHost(rows[index].Host) == false)
            {
                answers[index] = new WebCommand(null, WebCommand.UnknownHost, line, $"host '{rows[index].Host}' is not in the configuration", []);
                continue;
            }

            answers[index] = new WebCommand(null, "", line, "", []);
            lines.Add(line);
        }

        return null;
    }

    private async Task<IResult?> SubmitAsync(List<string> lines, string author, WebCommand[] answers, HttpContext context)
    {
        var receipt = await commands.SubmitAsync(lines, author, context.RequestAborted);
        if (!receipt.Accepted)
        {
            return receipt.Full
                ? Refuse(FormattableString.Invariant($"{receipt.Refusal}; {receipt.Ids.Length} of {lines.Count} were taken, give the others again later"), StatusCodes.Status429TooManyRequests)
                : Refuse(receipt.Refusal, StatusCodes.Status503ServiceUnavailable);
        }

        var next = 0;
        for (var index = 0; index < answers.Length; index++)
        {
            if (answers[index].State.Length == 0)
            {
                answers[index] = answers[index] with { Id = receipt.Ids[next++], State = "received" };
            }
        }

        return null;
    }

    private async Task WaitAsync(WebCommand[] answers, TimeSpan wait, CancellationToken cancellationToken)
    {
        if (wait == TimeSpan.Zero)
        {
            return;
        }

        var started = time.GetTimestamp();
        for (var index = 0; index < answers.Length; index++)
        {
            if (answers[index].Id is { } id)
            {
                var left = wait - time.GetElapsedTime(started);
                var fate = await commands.WaitAsync(id, left > TimeSpan.Zero ? left : TimeSpan.Zero, cancellationToken);
                answers[index] = WebCommand.From(id, answers[index].Line, fate);
            }
        }
    }

    private static IResult Refuse(string text, int status) => Results.Text(text, statusCode: status);
}
