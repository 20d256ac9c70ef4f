using Microsoft.AspNetCore.Http;

namespace Tsuba.Modules.Passive.WebService;

/// <summary>The status code that says what became of a call.</summary>
internal static class WebServiceStatus
{
    /// <summary>
    /// 200 all taken in, or applied where that was waited for; 202 not all answered yet; 404 all are about unknown hosts; 409 all
    /// refused by their owners; 504 all given up; 207 of each some, the answer names them.
    /// </summary>
    public static int Of(IReadOnlyCollection<WebCommand> answers, bool isWaitedFor)
    {
        var codes = answers.Select(answer => CodeOf(answer, isWaitedFor)).ToHashSet();
        return codes.Count == 1 ? codes.Single() : codes.All(code => code is StatusCodes.Status200OK or StatusCodes.Status202Accepted) ? StatusCodes.Status202Accepted : StatusCodes.Status207MultiStatus;
    }

    private static int CodeOf(WebCommand answer, bool isWaitedFor) => answer.State switch
    {
        WebCommand.UnknownHost => StatusCodes.Status404NotFound,
        "refused" => StatusCodes.Status409Conflict,
        "expired" => StatusCodes.Status504GatewayTimeout,
        "applied" => StatusCodes.Status200OK,
        _ => isWaitedFor ? StatusCodes.Status202Accepted : StatusCodes.Status200OK,
    };
}
