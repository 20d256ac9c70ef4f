namespace Tsuba.Model.Diagnostics;

/// <summary>One row of the catalogue of findings.</summary>
/// <param name="Code">Stable code.</param>
/// <param name="Severity">Severity that this finding always has.</param>
/// <param name="Title">What it means, in a few words.</param>
/// <param name="Help">What the user can do.</param>
public sealed record DiagnosticCode(string Code, Severity Severity, string Title, string Help)
{
    /// <summary>The finding at a place, with its sentence.</summary>
    public Diagnostic At(SourceLocation location, string message) => new(Code, Severity, location, message);
}
