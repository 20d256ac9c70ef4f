using Tsuba.Model.TimePeriods;

namespace Tsuba.Model.Objects;

/// <summary>Maintenance by period and by command. Source: reference/shinken.md 4.7.</summary>
/// <param name="Period">maintenance_period; null: none.</param>
/// <param name="Command">maintenance_check_command; null: none.</param>
/// <param name="ChecksEnabled">maintenance_checks_enabled.</param>
/// <param name="CheckPeriod">maintenance_check_period; null: always.</param>
/// <param name="Interval">maintenance_check_interval × interval_length.</param>
/// <param name="RetryInterval">maintenance_retry_interval × interval_length.</param>
public sealed record MaintenancePolicy(
    TimePeriod? Period,
    CommandCall? Command,
    bool ChecksEnabled,
    TimePeriod? CheckPeriod,
    TimeSpan Interval,
    TimeSpan RetryInterval);
