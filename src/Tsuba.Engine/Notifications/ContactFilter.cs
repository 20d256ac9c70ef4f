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

        if (contact.DowntimeDepth > 0)
        {
            return Reason.ContactInDowntime;
        }

        if (!(isHost ? contact.HostNotifications : contact.ServiceNotifications))
        {
            return Reason.ContactNotificationsOff;
        }

        var obstacle = Reason.ContactNotificationsOff;
        foreach (var way in contact.Contact.Ways)
        {
            var reason = Obstacle(part, index, type, isHost, way, contact);
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

    private static Reason Obstacle(Part part, int index, NotificationType type, bool isHost, NotificationWay way, ContactRow contact)
    {
        if (!(isHost ? way.HostEnabled : way.ServiceEnabled))
        {
            return Reason.ContactNotificationsOff;
        }

        if (way.MinBusinessImpact > part.BusinessImpact(index))
        {
            return Reason.ContactBusinessImpact;
        }

        var period = Changed(part, isHost ? contact.HostPeriod : contact.ServicePeriod) ?? (isHost ? way.HostPeriod : way.ServicePeriod);
        if (!part.Periods.Contains(period, part.Now.UtcSeconds))
        {
            return Reason.ContactOutsidePeriod;
        }

        var letter = type == NotificationType.Acknowledgement && part.Switches.AcknowledgementNeedsWish
            ? Names.Option(isHost, part.Rows[index].State)
            : Names.Option(isHost, part.Rows[index].State, type);
        var options = isHost ? way.HostOptions : way.ServiceOptions;
        if (letter != StateOptions.None && (options & letter) == 0)
        {
            return Reason.ContactTypeNotWanted;
        }

        return Commands(isHost, way).Count == 0 ? Reason.ContactWithoutCommand : Reason.None;
    }

    private static TimePeriod? Changed(Part part, string? name) =>
        name is not null && part.Snapshot is { } snapshot ? snapshot.TimePeriods.GetValueOrDefault(name) : null;
}
