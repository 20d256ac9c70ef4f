using System.Collections.Immutable;
using Tsuba.Configuration.Syntax;
using Tsuba.Model.Definitions;
using Tsuba.Model.Diagnostics;

namespace Tsuba.Configuration;

/// <summary>What became of a set of main files.</summary>
/// <param name="Resolved">
/// The registered objects. Complete as far as the files can be understood even where there are errors; to be used only if there are none.
/// </param>
/// <param name="Diagnostics">All findings, in order of file, line and column.</param>
/// <param name="Files">The files that were read, as syntax trees, in the order of reading.</param>
/// <param name="Counts">Number of registered objects of each type that has any, templates apart.</param>
public sealed record LoadedConfiguration(
    ResolvedConfiguration Resolved,
    ImmutableArray<Diagnostic> Diagnostics,
    ImmutableArray<SyntaxTree> Files,
    ImmutableSortedDictionary<ObjectType, int> Counts)
{
    /// <summary>Whether the configuration is refused.</summary>
    public bool HasErrors => Diagnostics.Any(finding => finding.Severity == Severity.Error);
}
