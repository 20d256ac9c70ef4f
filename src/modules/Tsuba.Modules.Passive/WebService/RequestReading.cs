using Microsoft.AspNetCore.Http;

namespace Tsuba.Modules.Passive.WebService;

/// <summary>What a request holds, or why it cannot be read.</summary>
/// <param name="Rows">Its rows, in order.</param>
/// <param name="Refusal">Why not; null: it could be read.</param>
/// <param name="Status">Status code of the refusal.</param>
internal sealed record RequestReading(IReadOnlyList<RequestRow> Rows, string? Refusal, int Status)
{
    /// <summary>A request that could be read.</summary>
    public static RequestReading Of(IReadOnlyList<RequestRow> rows) => new(rows, null, StatusCodes.Status200OK);

    /// <summary>One that could not.</summary>
    public static RequestReading Refused(string refusal, int status = StatusCodes.Status400BadRequest) => new([], refusal, status);
}
