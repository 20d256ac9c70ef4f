using Tsuba.Configuration.Syntax;

namespace Tsuba.Configuration.Edits;

/// <summary>A property as one object writes it.</summary>
/// <param name="Name">Name in its present spelling; custom variables in upper case; what stands before the times in a date entry.</param>
/// <param name="Value">Value without blanks and comments around it.</param>
/// <param name="Line">Index of its line in the <see cref="SyntaxTree"/>.</param>
public readonly record struct WrittenProperty(string Name, string Value, int Line);
