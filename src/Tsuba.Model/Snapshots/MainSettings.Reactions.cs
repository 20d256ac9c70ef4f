namespace Tsuba.Model.Snapshots;

public sealed partial record MainSettings
{
    /// <summary>enable_notifications.</summary>
    public bool NotificationsEnabled { get; init; } = true;

    /// <summary>notification_timeout.</summary>
    public TimeSpan NotificationTimeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>enable_event_handlers.</summary>
    public bool EventHandlersEnabled { get; init; } = true;

    /// <summary>event_handler_timeout.</summary>
    public TimeSpan EventHandlerTimeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>no_event_handlers_during_downtimes.</summary>
    public bool NoEventHandlersDuringDowntimes { get; init; }

    /// <summary>enable_flap_detection.</summary>
    public bool FlapDetectionEnabled { get; init; } = true;

    /// <summary>low_host_flap_threshold in percent.</summary>
    public double LowHostFlapThreshold { get; init; } = 20;

    /// <summary>high_host_flap_threshold in percent.</summary>
    public double HighHostFlapThreshold { get; init; } = 30;

    /// <summary>low_service_flap_threshold in percent.</summary>
    public double LowServiceFlapThreshold { get; init; } = 20;

    /// <summary>high_service_flap_threshold in percent.</summary>
    public double HighServiceFlapThreshold { get; init; } = 30;

    /// <summary>flap_history: how many results are looked at; Nagios always takes 21. At least 2.</summary>
    public int FlapHistory { get; init; } = 20;

    /// <summary>enable_problem_impacts_states_change: impacts show UNREACHABLE or UNKNOWN until a real result arrives.</summary>
    public bool ProblemImpactsChangeStates { get; init; }

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

    /// <summary>log_current_states (nagios profile): states are logged after a rotation.</summary>
    public bool LogCurrentStates { get; init; } = true;

    /// <summary>log_external_commands.</summary>
    public bool LogExternalCommands { get; init; } = true;

    /// <summary>log_passive_checks.</summary>
    public bool LogPassiveChecks { get; init; } = true;

    /// <summary>log_rotation_method: n none, h hourly, d daily, w weekly, m monthly.</summary>
    public char LogRotation { get; init; } = 'd';

    /// <summary>log_archive_path.</summary>
    public string LogArchivePath { get; init; } = "/usr/local/shinken/var/archives";

    /// <summary>use_syslog.</summary>
    public bool UseSyslog { get; init; }
}
