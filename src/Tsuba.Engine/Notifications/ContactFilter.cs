using Tsuba.Engine.Explain;
using Tsuba.Engine.Parts;
using Tsuba.Engine.States;
using Tsuba.Model.Objects;
using Tsuba.Model.TimePeriods;

namespace Tsuba.Engine.Notifications;

/// <summary>
/// Whether a contact is told, and by which of its ways. Source: reference/shinken.md 4.6, "blocked by the contact". Of several ways, the
/// obstacle of the one that came furthest is the one that is told.
/// </summary>
internal static class ContactFilter
{
    // How many filters Judge has.
    private const int WayFilters = 5;

    /// <summary>Collects the ways that accept; returns None if there is one, else the obstacle. What is forced takes every way that has a command.</summary>
    public static Reason Ways(Part part, int index, NotificationFacts facts, ContactRow contact, List<NotificationWay> ways)
    {
        ways.Clear();
        var type = facts.Type;
        var isHost = part.IsHost(index);
        if (facts.IsForced)
        {
            ways.AddRange(contact.Contact.Ways.Where(way => Commands(isHost, way).Count > 0));
            return ways.Count > 0 ? Reason.None : Reason.ContactWithoutCommand;
        }

        if (OfContact(isHost, contact) is var own && own != Reason.None)
        {
            return own;
        }

        var obstacle = Reason.ContactNotificationsOff;
        foreach (var way in contact.Contact.Ways)
        {
            var reason = Obstacle(part, index, type, way, contact);
            if (reason == Reason.None)
            {
                ways.Add(way);
            }
            else if (reason > obstacle)
            {
                obstacle = reason;
            }
        }

        return ways.Count > 0 ? Reason.None : obstacle;
    }

    /// <summary>Whether a contact wants to be told of services in one of the states, bit n for state n.</summary>
    public static bool WantsOne(Contact contact, byte states)
    {
        var letters = StateOptions.None;
        for (byte state = 1; state <= 3; state++)
        {
            letters |= (states >> state & 1) != 0 ? Names.Option(isHost: false, state) : StateOptions.None;
        }

        return contact.Ways.Any(way => (way.ServiceOptions & letters) != 0);
    }

    /// <summary>Commands of a way for hosts or services.</summary>
    public static IReadOnlyList<CommandCall> Commands(bool isHost, NotificationWay way) => isHost ? way.HostCommands : way.ServiceCommands;

    /// <summary>Every obstacle, with the way that it belongs to; null: the contact itself. Empty as soon as one way accepts. For explanations.</summary>
    public static List<(NotificationWay? Way, Reason Reason)> Obstacles(Part part, int index, NotificationType type, ContactRow contact)
    {
        var isHost = part.IsHost(index);
        if (OfContact(isHost, contact) is var own && own != Reason.None)
        {
            return [(null, own)];
        }

        var obstacles = new List<(NotificationWay? Way, Reason Reason)>();
        foreach (var way in contact.Contact.Ways)
        {
            var before = obstacles.Count;
            for (var filter = 0; filter < WayFilters; filter++)
            {
                if (Judge(filter, part, index, type, way, contact) is var reason && reason != Reason.None)
                {
                    obstacles.Add((way, reason));
                }
            }

            if (obstacles.Count == before)
            {
                return [];
            }
        }

        return obstacles.Count > 0 ? obstacles : [(null, Reason.ContactNotificationsOff)];
    }

    /// <summary>The period in which a way is used; null: always.</summary>
    public static TimePeriod? Period(Part part, bool isHost, NotificationWay way, ContactRow contact) =>
        Changed(part, isHost ? contact.HostPeriod : contact.ServicePeriod) ?? (isHost ? way.HostPeriod : way.ServicePeriod);

    /// <summary>The option letter that a way must hold; None: any.</summary>
    public static StateOptions Letter(Part part, int index, NotificationType type) =>
        type == NotificationType.Acknowledgement && part.Switches.AcknowledgementNeedsWish
            ? Names.Option(part.IsHost(index), part.Rows[index].State)
            : Names.Option(part.IsHost(index), part.Rows[index].State, type);

    private static Reason OfContact(bool isHost, ContactRow contact)
    {
        if (contact.DowntimeDepth > 0)
        {
            return Reason.ContactInDowntime;
        }

        return (isHost ? contact.HostNotifications : contact.ServiceNotifications) ? Reason.None : Reason.ContactNotificationsOff;
    }

    private static Reason Obstacle(Part part, int index, NotificationType type, NotificationWay way, ContactRow contact)
    {
        for (var filter = 0; filter < WayFilters; filter++)
        {
            if (Judge(filter, part, index, type, way, contact) is var reason && reason != Reason.None)
            {
                return reason;
            }
        }

        return Reason.None;
    }

    private static Reason Judge(int filter, Part part, int index, NotificationType type, NotificationWay way, ContactRow contact)
    {
        var isHost = part.IsHost(index);
        switch (filter)
        {
            case 0:
                return (isHost ? way.HostEnabled : way.ServiceEnabled) ? Reason.None : Reason.ContactNotificationsOff;
            case 1:
                return way.MinBusinessImpact > part.BusinessImpact(index) ? Reason.ContactBusinessImpact : Reason.None;
            case 2:
                return part.Periods.Contains(Period(part, isHost, way, contact), part.Now.UtcSeconds) ? Reason.None : Reason.ContactOutsidePeriod;
            case 3:
                var letter = Letter(part, index, type);
                return letter != StateOptions.None && ((isHost ? way.HostOptions : way.ServiceOptions) & letter) == 0 ? Reason.ContactTypeNotWanted : Reason.None;
            default:
                return Commands(isHost, way).Count == 0 ? Reason.ContactWithoutCommand : Reason.None;
        }
    }

    private static TimePeriod? Changed(Part part, string? name) =>
        name is not null && part.Snapshot is { } snapshot ? snapshot.TimePeriods.GetValueOrDefault(name) : null;
}
