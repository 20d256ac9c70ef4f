using Tsuba.Model.Diagnostics;

namespace Tsuba.Configuration.Edits;

/// <summary>A place that names a definition.</summary>
/// <param name="By">The definition that names it.</param>
/// <param name="Property">The property in which it does.</param>
/// <param name="Place">Where.</param>
/// <param name="IsFormula">Whether it stands in a formula or an argument, from which it is never taken out.</param>
public sealed record Mention(DefinitionId By, string Property, SourceLocation Place, bool IsFormula);
