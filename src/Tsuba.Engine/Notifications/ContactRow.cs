using Tsuba.Engine.Outputs.Events;
using Tsuba.Model.Objects;

namespace Tsuba.Engine.Notifications;

/// <summary>What changes of a contact at run time.</summary>
internal sealed class ContactRow(Contact contact)
{
    /// <summary>Definition in the active configuration.</summary>
    public Contact Contact { get; set; } = contact;

    /// <summary>host_notifications_enabled; the ways' own switches count too.</summary>
    public bool HostNotifications { get; set; } = true;

    /// <summary>service_notifications_enabled; the ways' own switches count too.</summary>
    public bool ServiceNotifications { get; set; } = true;

    /// <summary>Active downtimes.</summary>
    public int DowntimeDepth { get; set; }

    /// <summary>MODATTR bits.</summary>
    public uint ModifiedAttributes { get; set; }

    /// <summary>Custom variables that commands changed, by name.</summary>
    public SortedDictionary<string, string> Variables { get; } = new(StringComparer.Ordinal);

    /// <summary>Names of the notification periods that commands set for hosts and services; null: as configured.</summary>
    public string? HostPeriod { get; set; }

    /// <summary>See <see cref="HostPeriod"/>.</summary>
    public string? ServicePeriod { get; set; }

    /// <summary>The row as an event.</summary>
    public ContactStatusChanged Describe() => new()
    {
        Contact = Contact.Name,
        HostNotificationsEnabled = HostNotifications,
        ServiceNotificationsEnabled = ServiceNotifications,
        DowntimeDepth = DowntimeDepth,
        ModifiedAttributes = ModifiedAttributes,
    };
}
