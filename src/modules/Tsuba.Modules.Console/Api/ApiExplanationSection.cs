namespace Tsuba.Modules.Console.Api;

/// <summary>Reasons of one kind.</summary>
/// <param name="Code">Stable name of the kind.</param>
/// <param name="Title">Its heading.</param>
/// <param name="Lines">The reasons.</param>
public sealed record ApiExplanationSection(string Code, string Title, IReadOnlyList<ApiExplanationLine> Lines);
