namespace Tsuba.Engine.Macros;

/// <summary>A stretch of an expanded text that is not plain configuration.</summary>
/// <param name="Start">First character.</param>
/// <param name="End">Character behind the last one.</param>
/// <param name="Macro">Name of the macro, without dollars.</param>
/// <param name="Value">Run-time text for which the one character at <paramref name="Start"/> stands; null: a secret, written out.</param>
internal readonly record struct MacroMark(int Start, int End, string Macro, string? Value);
