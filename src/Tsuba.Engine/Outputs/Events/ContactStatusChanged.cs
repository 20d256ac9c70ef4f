namespace Tsuba.Engine.Outputs.Events;

/// <summary>The run-time state of a contact after a change.</summary>
public sealed record ContactStatusChanged : EngineEvent
{
    /// <summary>Name of the contact.</summary>
    public required string Contact { get; init; }

    /// <summary>host_notifications_enabled.</summary>
    public required bool HostNotificationsEnabled { get; init; }

    /// <summary>service_notifications_enabled.</summary>
    public required bool ServiceNotificationsEnabled { get; init; }

    /// <summary>Number of active downtimes.</summary>
    public required int DowntimeDepth { get; init; }

    /// <summary>MODATTR bits.</summary>
    public required uint ModifiedAttributes { get; init; }

    /// <summary>Name of the notification period for hosts, only where changed at run time.</summary>
    public string? HostPeriod { get; init; }

    /// <summary>Name of the notification period for services, only where changed at run time.</summary>
    public string? ServicePeriod { get; init; }
}
