namespace Tsuba.Model.Diagnostics;

/// <summary>One finding about a configuration. Findings are collected, never thrown.</summary>
/// <param name="Code">Stable code (<c>TSB1012</c>), a row of <see cref="DiagnosticCatalogue"/>.</param>
/// <param name="Severity">How bad it is.</param>
/// <param name="Location">Where.</param>
/// <param name="Message">One sentence: what is wrong, what was expected, the near name for a misspelt one.</param>
public sealed record Diagnostic(string Code, Severity Severity, SourceLocation Location, string Message)
{
    /// <summary><c>file:line:column: error TSB1012: message</c>.</summary>
    public override string ToString() => $"{Location}: {Severity.ToString().ToLowerInvariant()} {Code}: {Message}";
}
