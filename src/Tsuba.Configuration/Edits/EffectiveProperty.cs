using Tsuba.Model.Diagnostics;

namespace Tsuba.Configuration.Edits;

/// <summary>A value that a definition has in the end, and where it comes from.</summary>
/// <param name="Name">Property.</param>
/// <param name="Value">Value; null: cancelled by <c>null</c>.</param>
/// <param name="Origin">How it got here.</param>
/// <param name="From">The definition that gives it; null: not known.</param>
/// <param name="Place">Where it is written.</param>
public sealed record EffectiveProperty(string Name, string? Value, ValueOrigin Origin, DefinitionId? From, SourceLocation Place);
