using System.Collections.Immutable;

namespace Tsuba.Model.Objects;

/// <summary>A contact: someone who is notified, and who may sign in.</summary>
public sealed class Contact
{
    /// <summary>contact_name.</summary>
    public required string Name { get; init; }

    /// <summary>alias, or the name.</summary>
    public required string Alias { get; init; }

    /// <summary>email, or empty.</summary>
    public string Email { get; init; } = "";

    /// <summary>pager, or empty.</summary>
    public string Pager { get; init; } = "";

    /// <summary>address1 … address6; empty where not set.</summary>
    public ImmutableArray<string> Addresses { get; init; } = ["", "", "", "", "", ""];

    /// <summary>How the contact is reached; the one made from the contact's own properties comes first.</summary>
    public required ImmutableArray<NotificationWay> Ways { get; init; }

    /// <summary>host_notifications_enabled of the contact itself; commands change it, and it stands above all ways.</summary>
    public bool HostNotificationsEnabled { get; init; } = true;

    /// <summary>service_notifications_enabled of the contact itself; see <see cref="HostNotificationsEnabled"/>.</summary>
    public bool ServiceNotificationsEnabled { get; init; } = true;

    /// <summary>can_submit_commands.</summary>
    public bool CanSubmitCommands { get; init; }

    /// <summary>is_admin.</summary>
    public bool IsAdmin { get; init; }

    /// <summary>expert.</summary>
    public bool IsExpert { get; init; }

    /// <summary>retain_status_information.</summary>
    public bool RetainStatus { get; init; } = true;

    /// <summary>retain_nonstatus_information.</summary>
    public bool RetainNonStatus { get; init; } = true;

    /// <summary>password, as written; never shown or sent to anything but the sign-in.</summary>
    public string? Password { get; init; }

    /// <summary>Names of the contact's groups, sorted.</summary>
    public ImmutableArray<string> GroupNames { get; init; } = [];

    /// <summary>Custom variables, by name.</summary>
    public ImmutableArray<CustomVariable> CustomVariables { get; init; } = [];

    /// <inheritdoc />
    public override string ToString() => Name;
}
