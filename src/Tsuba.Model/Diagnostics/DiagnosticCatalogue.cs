using System.Collections.Immutable;

namespace Tsuba.Model.Diagnostics;

/// <summary>Every finding that the product can report about a configuration; <c>docs/reference</c> is made from it.</summary>
public static class DiagnosticCatalogue
{
    /// <summary>All rows, by code.</summary>
    public static ImmutableSortedDictionary<string, DiagnosticCode> Rows { get; } =
        ImmutableSortedDictionary<string, DiagnosticCode>.Empty.WithComparers(StringComparer.Ordinal);
}
