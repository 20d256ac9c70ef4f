using System.Collections.Immutable;
using Tsuba.Model.TimePeriods;

namespace Tsuba.Model.Objects;

/// <summary>One way to reach a contact. Source: reference/shinken.md 3.8.</summary>
public sealed record NotificationWay
{
    /// <summary>notificationway_name; generated for the contact's own properties.</summary>
    public required string Name { get; init; }

    /// <summary>host_notifications_enabled of a declared way; what the contact itself says is <see cref="Contact.HostNotificationsEnabled"/>.</summary>
    public bool HostEnabled { get; init; } = true;

    /// <summary>service_notifications_enabled; see <see cref="HostEnabled"/>.</summary>
    public bool ServiceEnabled { get; init; } = true;

    /// <summary>host_notification_period; null: always.</summary>
    public TimePeriod? HostPeriod { get; init; }

    /// <summary>service_notification_period; null: always.</summary>
    public TimePeriod? ServicePeriod { get; init; }

    /// <summary>host_notification_options.</summary>
    public StateOptions HostOptions { get; init; }

    /// <summary>service_notification_options.</summary>
    public StateOptions ServiceOptions { get; init; }

    /// <summary>host_notification_commands.</summary>
    public ImmutableArray<CommandCall> HostCommands { get; init; } = [];

    /// <summary>service_notification_commands.</summary>
    public ImmutableArray<CommandCall> ServiceCommands { get; init; } = [];

    /// <summary>min_business_impact.</summary>
    public int MinBusinessImpact { get; init; }
}
