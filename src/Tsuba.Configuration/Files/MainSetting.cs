using Tsuba.Configuration.Syntax;

namespace Tsuba.Configuration.Files;

/// <summary>A <c>key=value</c> line outside of objects.</summary>
/// <param name="Tree">Its file.</param>
/// <param name="Line">Index of the line.</param>
/// <param name="Key">Option, or a macro with its dollars.</param>
/// <param name="Value">Value.</param>
/// <param name="IsInMainFile">Whether a main or resource file holds it. Nagios knows options nowhere else.</param>
internal readonly record struct MainSetting(SyntaxTree Tree, int Line, string Key, string Value, bool IsInMainFile)
{
    /// <summary>A line <c>$NAME$=value</c>.</summary>
    internal bool IsMacro => Key.Length > 2 && Key[0] == '$' && Key[^1] == '$';
}
