using System.Collections.Immutable;
using Tsuba.Model.Objects;

namespace Tsuba.LiveState.Access;

/// <summary>
/// In whose name a query runs. Every query takes one, so that pages, API and Livestatus cannot show different things.
/// A contact sees the items that it is a contact of, by escalations too, and every service of a host that it is a contact of.
/// </summary>
public sealed class Viewer
{
    private readonly string? _contact;

    private readonly bool _strict;

    private Viewer(string name, string? contact, bool canSubmitCommands, bool strict)
    {
        Name = name;
        _strict = strict;
        _contact = contact;
        CanSubmitCommands = canSubmitCommands;
    }

    /// <summary>Sees everything: the local operator, or an administrator.</summary>
    public static Viewer Everything(string name, bool canSubmitCommands) => new(name, null, canSubmitCommands, strict: false);

    /// <summary>Sees what the contact is responsible for. An unknown contact sees nothing.</summary>
    public static Viewer OfContact(string contact, bool canSubmitCommands) => new(contact, contact, canSubmitCommands, strict: false);

    /// <summary>The same, but services are seen by their own contacts only, not by those of their host.</summary>
    public static Viewer OfContactStrictly(string contact, bool canSubmitCommands) => new(contact, contact, canSubmitCommands, strict: true);

    /// <summary>Who it is, as commands name their author.</summary>
    public string Name { get; }

    /// <summary>Whether it may give commands for what it sees.</summary>
    public bool CanSubmitCommands { get; }

    /// <summary>Whether nothing is hidden.</summary>
    public bool SeesEverything => _contact is null;

    /// <summary>Whether a host may be shown.</summary>
    public bool Sees(LiveHost host) => _contact is null || IsContactOf(host.Host);

    /// <summary>Whether a service may be shown.</summary>
    public bool Sees(LiveService service) => _contact is null || IsContactOf(service.Service) || (!_strict && IsContactOf(service.Host.Host));

    /// <summary>Whether an item may be shown.</summary>
    public bool Sees(LiveItem item) => item switch
    {
        LiveHost host => Sees(host),
        LiveService service => Sees(service),
        _ => false,
    };

    private bool IsContactOf(Item item)
    {
        if (IsAmong(item.Notification.Contacts))
        {
            return true;
        }

        foreach (var escalation in item.Notification.Escalations)
        {
            if (IsAmong(escalation.Contacts))
            {
                return true;
            }
        }

        return false;
    }

    private bool IsAmong(ImmutableArray<Contact> contacts)
    {
        foreach (var contact in contacts)
        {
            if (string.Equals(contact.Name, _contact, StringComparison.Ordinal))
            {
                return true;
            }
        }

        return false;
    }
}
