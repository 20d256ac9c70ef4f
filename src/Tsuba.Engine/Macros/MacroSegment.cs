namespace Tsuba.Engine.Macros;

/// <summary>A piece of a text: plain, or a macro.</summary>
/// <param name="Literal">Plain text; empty for a macro.</param>
/// <param name="Reference">The macro, or null.</param>
/// <param name="LeadsPath">Whether a slash follows the macro, as in <c>$USER1$/check_ping</c>.</param>
internal readonly record struct MacroSegment(string Literal, MacroReference? Reference, bool LeadsPath);
