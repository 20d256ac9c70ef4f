namespace Tsuba.Engine.Outputs.Events;

/// <summary>The switches of the program after a change.</summary>
public sealed record ProgramStatusChanged : EngineEvent
{
    /// <summary>Generation of the configuration.</summary>
    public required long Generation { get; init; }

    /// <summary>enable_notifications.</summary>
    public required bool NotificationsEnabled { get; init; }

    /// <summary>execute_host_checks.</summary>
    public required bool ExecuteHostChecks { get; init; }

    /// <summary>execute_service_checks.</summary>
    public required bool ExecuteServiceChecks { get; init; }

    /// <summary>accept_passive_host_checks.</summary>
    public required bool AcceptPassiveHostChecks { get; init; }

    /// <summary>accept_passive_service_checks.</summary>
    public required bool AcceptPassiveServiceChecks { get; init; }

    /// <summary>enable_event_handlers.</summary>
    public required bool EventHandlersEnabled { get; init; }

    /// <summary>enable_flap_detection.</summary>
    public required bool FlapDetectionEnabled { get; init; }

    /// <summary>process_performance_data.</summary>
    public required bool ProcessPerformanceData { get; init; }

    /// <summary>obsess_over_hosts.</summary>
    public required bool ObsessOverHosts { get; init; }

    /// <summary>obsess_over_services.</summary>
    public required bool ObsessOverServices { get; init; }

    /// <summary>check_host_freshness.</summary>
    public required bool CheckHostFreshness { get; init; }

    /// <summary>check_service_freshness.</summary>
    public required bool CheckServiceFreshness { get; init; }

    /// <summary>When the part was first activated, UTC milliseconds.</summary>
    public required long StartUtcMilliseconds { get; init; }

    /// <summary>MODATTR bits of the host switches.</summary>
    public required uint ModifiedHostAttributes { get; init; }

    /// <summary>MODATTR bits of the service switches.</summary>
    public required uint ModifiedServiceAttributes { get; init; }
}
