using System.Collections.Immutable;
using Tsuba.Model.Definitions;
using Tsuba.Model.Diagnostics;

namespace Tsuba.Arbiter.Loading;

/// <summary>What a source holds.</summary>
/// <param name="Configuration">The resolved configuration; null if it could not be had at all.</param>
/// <param name="Diagnostics">Findings of the language.</param>
/// <param name="Failure">Why it could not be had; empty if it could.</param>
public sealed record SourceReading(ResolvedConfiguration? Configuration, ImmutableArray<Diagnostic> Diagnostics, string Failure)
{
    /// <summary>Full paths of the main files that somebody named for this source; empty where nobody does, as with the synchronizer.</summary>
    public ImmutableArray<string> MainFiles { get; init; } = [];

    /// <summary>The commit of the synchronizer that it is; empty: it comes from files.</summary>
    public string Commit { get; init; } = "";
}
