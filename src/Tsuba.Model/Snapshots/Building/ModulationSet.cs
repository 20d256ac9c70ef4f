using System.Collections.Immutable;
using Tsuba.Model.Objects;

namespace Tsuba.Model.Snapshots.Building;

/// <summary>The two lists of modulations that stand on the item itself.</summary>
internal sealed record ModulationSet(
    ImmutableArray<BusinessImpactModulation> BusinessImpact,
    ImmutableArray<MacroModulation> Macros);
