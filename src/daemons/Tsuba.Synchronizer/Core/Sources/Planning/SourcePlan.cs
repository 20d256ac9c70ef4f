using System.Collections.Immutable;
using Tsuba.Synchronizer.Core.Sources.Reading;

namespace Tsuba.Synchronizer.Core.Sources.Planning;

/// <summary>What all sources together propose for one state of staging.</summary>
/// <param name="Version">The state of staging that it was made for.</param>
/// <param name="Changes">By object.</param>
/// <param name="Agreements">The objects that are in staging, with what counts as written of them.</param>
/// <param name="Gone">Objects that have been away for long enough and are not in staging any more; they can be forgotten.</param>
public sealed record SourcePlan(
    string Version, ImmutableArray<ProposedChange> Changes, ImmutableArray<Agreement> Agreements, ImmutableArray<ObjectName> Gone)
{
    /// <summary>The plan for the objects that one source brings.</summary>
    public SourcePlan Of(string source) => this with { Changes = [.. Changes.Where(change => change.Sources.Contains(source, StringComparer.Ordinal))] };
}
