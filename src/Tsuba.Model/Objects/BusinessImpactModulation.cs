using Tsuba.Model.TimePeriods;

namespace Tsuba.Model.Objects;

/// <summary>A <c>define businessimpactmodulation</c>: the first active one sets business_impact.</summary>
/// <param name="Name">business_impact_modulation_name.</param>
/// <param name="BusinessImpact">business_impact, 0 to 5.</param>
/// <param name="Period">modulation_period; null: always.</param>
public sealed record BusinessImpactModulation(string Name, int BusinessImpact, TimePeriod? Period);
