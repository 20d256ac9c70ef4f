using System.Collections.Immutable;
using Tsuba.Model.TimePeriods;

namespace Tsuba.Model.Objects;

/// <summary>
/// How an item is checked. Equal policies are one object in a snapshot, since most items get theirs from a template.
/// </summary>
public sealed record CheckPolicy
{
    /// <summary>max_check_attempts; at least 1.</summary>
    public required int MaxAttempts { get; init; }

    /// <summary>check_interval × interval_length; zero: not planned (services), 5 minutes (hosts in the shinken profile).</summary>
    public required TimeSpan Interval { get; init; }

    /// <summary>retry_interval × interval_length; zero: same as <see cref="Interval"/>.</summary>
    public required TimeSpan RetryInterval { get; init; }

    /// <summary>active_checks_enabled.</summary>
    public required bool ActiveEnabled { get; init; }

    /// <summary>passive_checks_enabled.</summary>
    public required bool PassiveEnabled { get; init; }

    /// <summary>check_period; null: always.</summary>
    public TimePeriod? Period { get; init; }

    /// <summary>check_freshness.</summary>
    public bool FreshnessEnabled { get; init; }

    /// <summary>freshness_threshold in seconds; zero: see the profile.</summary>
    public TimeSpan FreshnessThreshold { get; init; }

    /// <summary>time_to_orphanage.</summary>
    public TimeSpan TimeToOrphanage { get; init; }

    /// <summary>poller_tag; null: untagged, the tag of the command counts.</summary>
    public string? PollerTag { get; init; }

    /// <summary>priority; lower is handed out first.</summary>
    public int Priority { get; init; }

    /// <summary>is_volatile (services).</summary>
    public bool IsVolatile { get; init; }

    /// <summary>obsess_over_host, obsess_over_service.</summary>
    public bool Obsess { get; init; }

    /// <summary>process_perf_data.</summary>
    public bool ProcessPerfdata { get; init; }

    /// <summary>host_dependency_enabled (services): the own host is a network dependency.</summary>
    public bool DependsOnHost { get; init; }

    /// <summary>initial_state letter, or null for PENDING.</summary>
    public char? InitialState { get; init; }

    /// <summary>initial_output.</summary>
    public string InitialOutput { get; init; } = "";

    /// <summary>retain_status_information.</summary>
    public bool RetainStatus { get; init; }

    /// <summary>retain_nonstatus_information.</summary>
    public bool RetainNonStatus { get; init; }

    /// <summary>resultmodulations, in order.</summary>
    public ImmutableArray<ResultModulation> ResultModulations { get; init; } = [];

    /// <summary>checkmodulations, in order.</summary>
    public ImmutableArray<CheckModulation> CheckModulations { get; init; } = [];
}
