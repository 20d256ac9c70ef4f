using Tsuba.Protocol.Contracts;

namespace Tsuba.Modules.Console.Api;

/// <summary>One reason.</summary>
/// <param name="Code">Stable name of the reason.</param>
/// <param name="Text">The sentence.</param>
/// <param name="Hint">What would have to change; null: nothing.</param>
/// <param name="Stops">Whether it stands against the notification.</param>
/// <param name="Contact">Whom it concerns; null: the item.</param>
/// <param name="At">When it was decided, seconds since 1970; null: it is so at the moment of the explanation.</param>
public sealed record ApiExplanationLine(string Code, string Text, string? Hint, bool Stops, string? Contact, double? At)
{
    internal static ApiExplanationLine From(ExplainLine line) => new(
        line.Code,
        line.Text,
        line.Hint.Length == 0 ? null : line.Hint,
        line.Stops,
        line.Contact.Length == 0 ? null : line.Contact,
        line.UtcMs == 0 ? null : line.UtcMs / 1000.0);
}
