using System.Collections.Immutable;
using Tsuba.Model.TimePeriods;

namespace Tsuba.Model.Objects;

/// <summary>A <c>define macromodulation</c>: the first active one that defines a custom variable wins over the item's value.</summary>
/// <param name="Name">macromodulation_name.</param>
/// <param name="Variables">Custom variables, by name.</param>
/// <param name="Period">modulation_period; null: always.</param>
public sealed record MacroModulation(string Name, ImmutableArray<CustomVariable> Variables, TimePeriod? Period);
