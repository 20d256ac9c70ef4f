using System.Collections.Immutable;

namespace Tsuba.Model.Diagnostics;

/// <summary>
/// Every finding that the product can report about a configuration; <c>docs/reference</c> is made from it. One partial file per
/// range of codes: TSB1xxx for the language, TSB2xxx for linking and time periods, TSB3xxx for dispatch, TSB41xx for sources.
/// </summary>
public static partial class DiagnosticCatalogue
{
    /// <summary>All rows, by code.</summary>
    public static ImmutableSortedDictionary<string, DiagnosticCode> Rows { get; } =
        ConfigurationRows().Concat(SnapshotFindings.Rows).Concat(DispatchFindings.Rows).Concat(SourceFindings.Rows).ToImmutableSortedDictionary(row => row.Code, row => row, StringComparer.Ordinal);
}
