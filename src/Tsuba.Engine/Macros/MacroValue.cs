namespace Tsuba.Engine.Macros;

/// <summary>The value of a macro.</summary>
/// <param name="Text">The text, unexpanded.</param>
/// <param name="Nature">What it may do.</param>
public readonly record struct MacroValue(string Text, MacroNature Nature)
{
    /// <summary>The value of an unknown macro.</summary>
    public static MacroValue Empty => new("", MacroNature.Generated);
}
