using Microsoft.AspNetCore.WebUtilities;

namespace Tsuba.Web.Problems;

/// <summary>
/// Why a request to an API was not carried out. An API that says more of its refusals derives a record with the further members.
/// Source: RFC 9457, "Problem Details for HTTP APIs".
/// </summary>
/// <param name="Detail">One sentence for this request.</param>
public record ApiProblem(string Detail)
{
    /// <summary>Media type of such an answer.</summary>
    public const string MediaType = "application/problem+json";

    /// <summary>Always <c>about:blank</c>: the status says what kind of problem it is.</summary>
    public string Type { get; init; } = "about:blank";

    /// <summary>Name of the status.</summary>
    public string Title { get; init; } = "";

    /// <summary>Status code of the answer.</summary>
    public int Status { get; init; }

    /// <summary>The same with its status, and with the name of it where there is no sentence.</summary>
    public ApiProblem With(int status)
    {
        var title = ReasonPhrases.GetReasonPhrase(status);
        return this with { Status = status, Title = title, Detail = Detail.Length > 0 ? Detail : title };
    }
}
