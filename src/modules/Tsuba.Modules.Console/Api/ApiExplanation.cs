using Tsuba.Protocol.Contracts;

namespace Tsuba.Modules.Console.Api;

/// <summary>Why an item is in its state, and what a notification would meet.</summary>
/// <param name="Host">Name of the host.</param>
/// <param name="Service">Description of the service; null: the host itself.</param>
/// <param name="At">The moment, seconds since 1970.</param>
/// <param name="Language">Language of the texts.</param>
/// <param name="Sent">Whether the notification would go out to somebody.</param>
/// <param name="Verdict">The answer in one sentence.</param>
/// <param name="Sections">The reasons.</param>
public sealed record ApiExplanation(string Host, string? Service, double At, string Language, bool Sent, string Verdict, IReadOnlyList<ApiExplanationSection> Sections)
{
    internal static ApiExplanation From(string host, string? service, ExplainReply reply) => new(
        host,
        service,
        reply.UtcMs / 1000.0,
        reply.Language,
        reply.Sent,
        reply.Verdict?.Text ?? "",
        [.. reply.Sections.Select(section => new ApiExplanationSection(section.Code, section.Title, [.. section.Lines.Select(ApiExplanationLine.From)]))]);
}
