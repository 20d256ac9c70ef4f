using System.Collections.Immutable;

namespace Tsuba.Model.Diagnostics;

/// <summary>
/// Every finding that the product can report about a configuration; <c>docs/reference</c> is made from it. One partial file per
/// range of codes: TSB1xxx for the language, TSB2xxx for linking and time periods, TSB3xxx for dispatch.
/// </summary>
public static partial class DiagnosticCatalogue
{
    /// <summary>All rows, by code.</summary>
    public static ImmutableSortedDictionary<string, DiagnosticCode> Rows { get; } =
        ConfigurationRows().Concat(SnapshotRows()).Concat(DispatchFindings.Rows).ToImmutableSortedDictionary(row => row.Code, row => row, StringComparer.Ordinal);

    /// <summary>A finding with the severity of its row.</summary>
    /// <param name="code">A code of <see cref="Rows"/>; another one is a bug and throws.</param>
    /// <param name="location">Where.</param>
    /// <param name="message">One sentence: what is wrong, what was expected, the near name for a misspelt one.</param>
    public static Diagnostic Report(string code, SourceLocation location, string message) =>
        new(code, Rows[code].Severity, location, message);
}
