namespace Tsuba.Model.Snapshots;

public sealed partial record MainSettings
{
    /// <summary>execute_host_checks.</summary>
    public bool ExecuteHostChecks { get; init; } = true;

    /// <summary>execute_service_checks.</summary>
    public bool ExecuteServiceChecks { get; init; } = true;

    /// <summary>accept_passive_host_checks.</summary>
    public bool AcceptPassiveHostChecks { get; init; } = true;

    /// <summary>accept_passive_service_checks.</summary>
    public bool AcceptPassiveServiceChecks { get; init; } = true;

    /// <summary>host_check_timeout.</summary>
    public TimeSpan HostCheckTimeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>service_check_timeout.</summary>
    public TimeSpan ServiceCheckTimeout { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>timeout_exit_status, or in the nagios profile service_check_timeout_state: exit code of a check that was killed, 0 to 3.</summary>
    public int TimeoutExitStatus { get; init; } = 2;

    /// <summary>max_host_check_spread × interval_length: first checks of hosts are spread over at most this. Nagios counts minutes.</summary>
    public TimeSpan MaxHostCheckSpread { get; init; } = TimeSpan.FromMinutes(30);

    /// <summary>max_service_check_spread × interval_length.</summary>
    public TimeSpan MaxServiceCheckSpread { get; init; } = TimeSpan.FromMinutes(30);

    /// <summary>cached_host_check_horizon: a result younger than this serves a dependency check; zero: always check.</summary>
    public TimeSpan CachedHostCheckHorizon { get; init; }

    /// <summary>cached_service_check_horizon.</summary>
    public TimeSpan CachedServiceCheckHorizon { get; init; }

    /// <summary>use_aggressive_host_checking: exit code 1 of a host check is DOWN.</summary>
    public bool AggressiveHostChecking { get; init; }

    /// <summary>translate_passive_host_checks (nagios profile).</summary>
    public bool TranslatePassiveHostChecks { get; init; } = true;

    /// <summary>passive_host_checks_are_soft (nagios profile).</summary>
    public bool PassiveHostChecksAreSoft { get; init; } = true;

    /// <summary>soft_state_dependencies (nagios profile): dependencies look at soft states too.</summary>
    public bool SoftStateDependencies { get; init; }

    /// <summary>host_down_disable_service_checks (nagios profile).</summary>
    public bool HostDownDisablesServiceChecks { get; init; }

    /// <summary>check_for_orphaned_hosts.</summary>
    public bool CheckForOrphanedHosts { get; init; } = true;

    /// <summary>check_for_orphaned_services.</summary>
    public bool CheckForOrphanedServices { get; init; } = true;

    /// <summary>check_host_freshness.</summary>
    public bool CheckHostFreshness { get; init; } = true;

    /// <summary>check_service_freshness.</summary>
    public bool CheckServiceFreshness { get; init; } = true;

    /// <summary>host_freshness_check_interval.</summary>
    public TimeSpan HostFreshnessInterval { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>service_freshness_check_interval.</summary>
    public TimeSpan ServiceFreshnessInterval { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>additional_freshness_latency.</summary>
    public TimeSpan AdditionalFreshnessLatency { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>obsess_over_hosts.</summary>
    public bool ObsessOverHosts { get; init; }

    /// <summary>obsess_over_services.</summary>
    public bool ObsessOverServices { get; init; }

    /// <summary>ochp_timeout.</summary>
    public TimeSpan HostObsessTimeout { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>ocsp_timeout.</summary>
    public TimeSpan ServiceObsessTimeout { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>process_performance_data.</summary>
    public bool ProcessPerfdata { get; init; } = true;

    /// <summary>perfdata_timeout.</summary>
    public TimeSpan PerfdataTimeout { get; init; } = TimeSpan.FromSeconds(5);
}
