using System.Collections.Immutable;
using Tsuba.Model.Diagnostics;

namespace Tsuba.Synchronizer.Core.Sources.Definitions;

/// <summary>All sources of a synchronizer, the strongest first, and what was wrong with their definitions.</summary>
/// <param name="All">Those that are sound, by order, then name.</param>
/// <param name="Findings">What was wrong; a source with an error is left out.</param>
public sealed record SourceDefinitions(ImmutableArray<SourceDefinition> All, ImmutableArray<Diagnostic> Findings)
{
    /// <summary>Most sources.</summary>
    public const int Most = 64;

    /// <summary>No sources.</summary>
    public static SourceDefinitions None { get; } = new([], []);

    /// <summary>The source of a name, or null.</summary>
    public SourceDefinition? Find(string name) => All.FirstOrDefault(source => source.Name == name);
}
