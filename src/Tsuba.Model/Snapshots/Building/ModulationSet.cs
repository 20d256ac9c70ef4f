using System.Collections.Immutable;
using Tsuba.Model.Objects;

namespace Tsuba.Model.Snapshots.Building;

/// <summary>business_impact, and the two lists of modulations that stand on the item itself.</summary>
internal sealed record ModulationSet(
    int BusinessImpact,
    ImmutableArray<BusinessImpactModulation> BusinessImpactModulations,
    ImmutableArray<MacroModulation> MacroModulations);
