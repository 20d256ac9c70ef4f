namespace Tsuba.Engine.Macros;

/// <summary>A standard macro: its name without dollars, what it is about, and how its value is read from that.</summary>
internal sealed record MacroDefinition(string Name, MacroSubject Subject, MacroNature Nature, Func<object, IMacroSource, string> Read);
