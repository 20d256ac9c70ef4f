using Tsuba.Model.TimePeriods;

namespace Tsuba.Model.Objects;

/// <summary>When a snapshot command is run. Source: reference/shinken.md 4.7.</summary>
/// <param name="Enabled">snapshot_enabled.</param>
/// <param name="Command">snapshot_command.</param>
/// <param name="Period">snapshot_period; null: always.</param>
/// <param name="Criteria">snapshot_criteria.</param>
/// <param name="Interval">snapshot_interval × interval_length.</param>
public sealed record SnapshotPolicy(bool Enabled, CommandCall? Command, TimePeriod? Period, StateOptions Criteria, TimeSpan Interval);
