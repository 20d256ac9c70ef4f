using System.Collections.Immutable;
using Tsuba.Model.Objects;

namespace Tsuba.LiveState.Access;

/// <summary>
/// In whose name a query runs. Every query takes one, so that pages, API and Livestatus cannot show different things.
/// A contact sees the items that it is a contact of, by escalations too, and every service of a host that it is a contact of.
/// </summary>
public sealed class Viewer
{
    // Null: whoever.
    private readonly IReadOnlySet<string>? _contacts;

    // Patterns; empty: all.
    private readonly ImmutableArray<string> _hosts;

    private readonly bool _strict;

    private Viewer(string name, IReadOnlySet<string>? contacts, ImmutableArray<string> hosts, bool canSubmitCommands, bool strict)
    {
        Name = name;
        _strict = strict;
        _contacts = contacts;
        _hosts = hosts;
        CanSubmitCommands = canSubmitCommands;
    }

    /// <summary>Sees everything: the local operator, or an administrator.</summary>
    public static Viewer Everything(string name, bool canSubmitCommands) => Everything(name, canSubmitCommands, isAdministrator: canSubmitCommands);

    /// <summary>Sees everything, and may do what concerns the whole site or not.</summary>
    public static Viewer Everything(string name, bool canSubmitCommands, bool isAdministrator) =>
        new(name, null, [], canSubmitCommands, strict: false) { IsAdministrator = isAdministrator };

    /// <summary>Sees what the contact is responsible for. An unknown contact sees nothing.</summary>
    public static Viewer OfContact(string contact, bool canSubmitCommands) => new(contact, new HashSet<string>(StringComparer.Ordinal) { contact }, [], canSubmitCommands, strict: false);

    /// <summary>The same, but services are seen by their own contacts only, not by those of their host.</summary>
    public static Viewer OfContactStrictly(string contact, bool canSubmitCommands) => new(contact, new HashSet<string>(StringComparer.Ordinal) { contact }, [], canSubmitCommands, strict: true);

    /// <summary>Sees what any of some contacts is responsible for, on some hosts.</summary>
    /// <param name="name">Who it is.</param>
    /// <param name="hosts">Patterns of host names with <c>*</c>; empty: all.</param>
    /// <param name="contacts">The contacts; null: whoever.</param>
    /// <param name="canSubmitCommands">Whether it may give commands for what it sees.</param>
    public static Viewer Limited(string name, ImmutableArray<string> hosts, IReadOnlySet<string>? contacts, bool canSubmitCommands) =>
        new(name, contacts, hosts, canSubmitCommands, strict: false) { HasNoContactOfItsOwn = true };

    /// <summary>Who it is, as commands name their author.</summary>
    public string Name { get; }

    /// <summary>Whether it may give commands for what it sees.</summary>
    public bool CanSubmitCommands { get; }

    /// <summary>Whether it may do what concerns the whole site.</summary>
    public bool IsAdministrator { get; private init; }

    /// <summary>Whether its name is that of a token with limits: whoever asks others by the name of a contact must not ask for it.</summary>
    public bool HasNoContactOfItsOwn { get; private init; }

    /// <summary>Whether nothing is hidden.</summary>
    public bool SeesEverything => _contacts is null && _hosts.IsEmpty;

    /// <summary>Whether a host may be shown.</summary>
    public bool Sees(LiveHost host) => IsOnHost(host.Host) && (_contacts is null || IsContactOf(host.Host));

    /// <summary>Whether a service may be shown.</summary>
    public bool Sees(LiveService service) =>
        IsOnHost(service.Host.Host) && (_contacts is null || IsContactOf(service.Service) || (!_strict && IsContactOf(service.Host.Host)));

    /// <summary>Whether an item may be shown.</summary>
    public bool Sees(LiveItem item) => item switch
    {
        LiveHost host => Sees(host),
        LiveService service => Sees(service),
        _ => false,
    };

    private bool IsOnHost(Host host)
    {
        foreach (var pattern in _hosts)
        {
            if (NamePattern.Fits(pattern, host.HostName))
            {
                return true;
            }
        }

        return _hosts.IsEmpty;
    }

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
            if (_contacts!.Contains(contact.Name))
            {
                return true;
            }
        }

        return false;
    }
}
