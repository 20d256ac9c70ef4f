using Tsuba.Model.TimePeriods;

namespace Tsuba.Model.Objects;

/// <summary>A <c>define checkmodulation</c>: the first active one replaces the check command.</summary>
/// <param name="Name">checkmodulation_name.</param>
/// <param name="Command">check_command.</param>
/// <param name="Period">check_period; null: always.</param>
public sealed record CheckModulation(string Name, CommandCall Command, TimePeriod? Period);
