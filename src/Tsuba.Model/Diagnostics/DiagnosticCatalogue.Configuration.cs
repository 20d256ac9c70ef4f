namespace Tsuba.Model.Diagnostics;

public static partial class DiagnosticCatalogue
{
    // TSB1xxx: files, syntax, templates, expansion, names.
    private static IEnumerable<DiagnosticCode> ConfigurationRows() => [];
}
