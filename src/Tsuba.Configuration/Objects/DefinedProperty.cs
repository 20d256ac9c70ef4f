using Tsuba.Configuration.Syntax;

namespace Tsuba.Configuration.Objects;

/// <summary>A property as it stands in one object.</summary>
/// <param name="Name">Which.</param>
/// <param name="Value">Value with blanks and comments taken off.</param>
/// <param name="Line">Index of its line in the <see cref="SyntaxTree"/> of the object.</param>
internal readonly record struct DefinedProperty(PropertyName Name, string Value, int Line);
