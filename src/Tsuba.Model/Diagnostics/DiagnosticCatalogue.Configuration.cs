namespace Tsuba.Model.Diagnostics;

public static partial class DiagnosticCatalogue
{
    // TSB1xxx: files, syntax, templates, expansion, names. Each row is a member of its class, so that a code which is not in the
    // catalogue does not compile.
    private static IEnumerable<DiagnosticCode> ConfigurationRows() =>
    [
        .. FileFindings.Rows,
        .. PropertyFindings.Rows,
        .. TemplateFindings.Rows,
        .. ExpansionFindings.Rows,
        .. ReferenceFindings.Rows,
    ];
}
