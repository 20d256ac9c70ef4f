using Tsuba.Engine.Outputs.Events;
using Tsuba.Engine.Parts;
using Tsuba.Model.Objects;

namespace Tsuba.Engine.Notifications;

/// <summary>What changes of a contact at run time.</summary>
internal sealed class ContactRow(Contact contact)
{
    /// <summary>Definition in the active configuration.</summary>
    public Contact Contact { get; private set; } = contact;

    /// <summary>host_notifications_enabled, or what a command said; the declared ways' own switches count too.</summary>
    public bool HostNotifications { get; set; } = contact.HostNotificationsEnabled;

    /// <summary>service_notifications_enabled; see <see cref="HostNotifications"/>.</summary>
    public bool ServiceNotifications { get; set; } = contact.ServiceNotificationsEnabled;

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

    /// <summary>Takes the definition of another configuration; switches that no command changed follow it.</summary>
    public void Follow(Contact definition)
    {
        Contact = definition;
        if ((ModifiedAttributes & ModifiedAttribute.Notifications) == 0)
        {
            HostNotifications = definition.HostNotificationsEnabled;
            ServiceNotifications = definition.ServiceNotificationsEnabled;
        }
    }

    /// <summary>The row as an event.</summary>
    public ContactStatusChanged Describe() => new()
    {
        Contact = Contact.Name,
        HostNotificationsEnabled = HostNotifications,
        ServiceNotificationsEnabled = ServiceNotifications,
        DowntimeDepth = DowntimeDepth,
        ModifiedAttributes = ModifiedAttributes,
        HostPeriod = HostPeriod,
        ServicePeriod = ServicePeriod,
    };
}
