using System.Collections.Immutable;
using Tsuba.Model.TimePeriods;

namespace Tsuba.Model.Objects;

/// <summary>A <c>define resultmodulation</c>. Source: reference/shinken.md 3.8.</summary>
/// <param name="Name">resultmodulation_name.</param>
/// <param name="ExitCodes">exit_codes_match; an empty list matches nothing.</param>
/// <param name="ExitCode">exit_code_modulation; null: unchanged.</param>
/// <param name="Period">modulation_period; null: always.</param>
public sealed record ResultModulation(string Name, ImmutableArray<int> ExitCodes, int? ExitCode, TimePeriod? Period);
