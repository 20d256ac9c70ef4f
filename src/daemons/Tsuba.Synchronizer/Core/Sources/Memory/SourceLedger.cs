using System.Collections.Immutable;
using Tsuba.Synchronizer.Core.Sources.Reading;

namespace Tsuba.Synchronizer.Core.Sources.Memory;

/// <summary>Everything the synchronizer remembers about sources.</summary>
/// <param name="Sources">Memory of each source, by its name.</param>
/// <param name="Written">What was written, by object.</param>
public sealed record SourceLedger(ImmutableSortedDictionary<string, SourceMemory> Sources, ImmutableDictionary<ObjectName, WrittenObject> Written)
{
    /// <summary>Nothing is known.</summary>
    public static SourceLedger Empty { get; } =
        new(ImmutableSortedDictionary.Create<string, SourceMemory>(StringComparer.Ordinal), ImmutableDictionary<ObjectName, WrittenObject>.Empty);

    /// <summary>The memory of a source; an empty one if it was never read.</summary>
    public SourceMemory Of(string source) => Sources.GetValueOrDefault(source, SourceMemory.Empty);

    /// <summary>The ledger with another memory of a source.</summary>
    public SourceLedger With(string source, SourceMemory memory) => this with { Sources = Sources.SetItem(source, memory) };
}
