using Tsuba.Model.Objects;

namespace Tsuba.Model.Snapshots;

/// <summary>What the engine reads. Defaults are those of the property catalogue in the shinken profile.</summary>
public sealed partial record MainSettings
{
    /// <summary>enable_notifications.</summary>
    public bool EnableNotifications { get; init; } = true;

    /// <summary>execute_host_checks.</summary>
    public bool ExecuteHostChecks { get; init; } = true;

    /// <summary>execute_service_checks.</summary>
    public bool ExecuteServiceChecks { get; init; } = true;

    /// <summary>accept_passive_host_checks.</summary>
    public bool AcceptPassiveHostChecks { get; init; } = true;

    /// <summary>accept_passive_service_checks.</summary>
    public bool AcceptPassiveServiceChecks { get; init; } = true;

    /// <summary>enable_event_handlers.</summary>
    public bool EnableEventHandlers { get; init; } = true;

    /// <summary>enable_flap_detection.</summary>
    public bool EnableFlapDetection { get; init; } = true;

    /// <summary>process_performance_data.</summary>
    public bool ProcessPerformanceData { get; init; } = true;

    /// <summary>obsess_over_hosts.</summary>
    public bool ObsessOverHosts { get; init; }

    /// <summary>obsess_over_services.</summary>
    public bool ObsessOverServices { get; init; }

    /// <summary>check_host_freshness.</summary>
    public bool CheckHostFreshness { get; init; } = true;

    /// <summary>check_service_freshness.</summary>
    public bool CheckServiceFreshness { get; init; } = true;

    /// <summary>log_notifications.</summary>
    public bool LogNotifications { get; init; } = true;

    /// <summary>log_host_retries.</summary>
    public bool LogHostRetries { get; init; } = true;

    /// <summary>log_service_retries.</summary>
    public bool LogServiceRetries { get; init; } = true;

    /// <summary>log_event_handlers.</summary>
    public bool LogEventHandlers { get; init; } = true;

    /// <summary>log_initial_states.</summary>
    public bool LogInitialStates { get; init; } = true;

    /// <summary>log_external_commands.</summary>
    public bool LogExternalCommands { get; init; } = true;

    /// <summary>log_passive_checks.</summary>
    public bool LogPassiveChecks { get; init; } = true;

    /// <summary>use_aggressive_host_checking.</summary>
    public bool UseAggressiveHostChecking { get; init; }

    /// <summary>passive_host_checks_are_soft; acts in the nagios profile, where its default is off.</summary>
    public bool PassiveHostChecksAreSoft { get; init; } = true;

    /// <summary>check_for_orphaned_hosts.</summary>
    public bool CheckForOrphanedHosts { get; init; } = true;

    /// <summary>check_for_orphaned_services.</summary>
    public bool CheckForOrphanedServices { get; init; } = true;

    /// <summary>no_event_handlers_during_downtimes.</summary>
    public bool NoEventHandlersDuringDowntimes { get; init; }

    /// <summary>enable_environment_macros.</summary>
    public bool EnableEnvironmentMacros { get; init; }

    /// <summary>max_host_check_spread × interval_length: longest spread of first checks of hosts.</summary>
    public TimeSpan MaxHostCheckSpread { get; init; } = TimeSpan.FromMinutes(30);

    /// <summary>max_service_check_spread × interval_length: longest spread of first checks of services.</summary>
    public TimeSpan MaxServiceCheckSpread { get; init; } = TimeSpan.FromMinutes(30);

    /// <summary>enable_predictive_host_dependency_checks: declared masters of a host are checked before its bad result counts.</summary>
    public bool PredictiveHostDependencyChecks { get; init; } = true;

    /// <summary>enable_predictive_service_dependency_checks: the same for services.</summary>
    public bool PredictiveServiceDependencyChecks { get; init; } = true;

    /// <summary>cached_host_check_horizon: how old the state of a parent may be when a child is judged; zero: it is always checked anew.</summary>
    public TimeSpan CachedHostCheckHorizon { get; init; }

    /// <summary>cached_service_check_horizon: the same for services that others depend on.</summary>
    public TimeSpan CachedServiceCheckHorizon { get; init; }

    /// <summary>host_check_timeout.</summary>
    public TimeSpan HostCheckTimeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>service_check_timeout.</summary>
    public TimeSpan ServiceCheckTimeout { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>notification_timeout.</summary>
    public TimeSpan NotificationTimeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>event_handler_timeout.</summary>
    public TimeSpan EventHandlerTimeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>ocsp_timeout.</summary>
    public TimeSpan OcspTimeout { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>ochp_timeout.</summary>
    public TimeSpan OchpTimeout { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>perfdata_timeout.</summary>
    public TimeSpan PerfdataTimeout { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>additional_freshness_latency: added to every freshness threshold.</summary>
    public TimeSpan AdditionalFreshnessLatency { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>timeout_exit_status: state of a check that ran into its time limit.</summary>
    public int TimeoutExitStatus { get; init; } = 2;

    /// <summary>flap_history: results that flapping is judged by; at most 64.</summary>
    public int FlapHistory { get; init; } = 20;

    /// <summary>max_plugins_output_length, characters.</summary>
    public int MaxPluginOutputLength { get; init; } = 8192;

    /// <summary>low_host_flap_threshold in percent.</summary>
    public double LowHostFlapThreshold { get; init; } = 20;

    /// <summary>high_host_flap_threshold in percent.</summary>
    public double HighHostFlapThreshold { get; init; } = 30;

    /// <summary>low_service_flap_threshold in percent.</summary>
    public double LowServiceFlapThreshold { get; init; } = 20;

    /// <summary>high_service_flap_threshold in percent.</summary>
    public double HighServiceFlapThreshold { get; init; } = 30;

    /// <summary>global_host_event_handler; null: none.</summary>
    public CommandCall? GlobalHostEventHandler { get; init; }

    /// <summary>global_service_event_handler; null: none.</summary>
    public CommandCall? GlobalServiceEventHandler { get; init; }

    /// <summary>ochp_command; null: none.</summary>
    public CommandCall? OchpCommand { get; init; }

    /// <summary>ocsp_command; null: none.</summary>
    public CommandCall? OcspCommand { get; init; }

    /// <summary>host_perfdata_command; null: none.</summary>
    public CommandCall? HostPerfdataCommand { get; init; }

    /// <summary>service_perfdata_command; null: none.</summary>
    public CommandCall? ServicePerfdataCommand { get; init; }
}
