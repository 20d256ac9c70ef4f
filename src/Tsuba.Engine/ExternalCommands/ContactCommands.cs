using Tsuba.Engine.Notifications;
using Tsuba.Engine.Parts;

namespace Tsuba.Engine.ExternalCommands;

/// <summary>Commands on contacts and their groups. Source: reference/shinken.md 5.3.</summary>
internal static class ContactCommands
{
    /// <summary>Names and effects.</summary>
    public static IEnumerable<(string Name, CommandEffect Effect)> Effects()
    {
        foreach (var value in (bool[])[true, false])
        {
            var verb = value ? "ENABLE_" : "DISABLE_";
            yield return ($"{verb}CONTACT_HOST_NOTIFICATIONS", (brain, _, a) => Switch(brain, [a.Text(0)], host: true, value));
            yield return ($"{verb}CONTACT_SVC_NOTIFICATIONS", (brain, _, a) => Switch(brain, [a.Text(0)], host: false, value));
            yield return ($"{verb}CONTACTGROUP_HOST_NOTIFICATIONS", (brain, _, a) => Switch(brain, Members(brain, a), host: true, value));
            yield return ($"{verb}CONTACTGROUP_SVC_NOTIFICATIONS", (brain, _, a) => Switch(brain, Members(brain, a), host: false, value));
        }

        foreach (var name in (string[])["CHANGE_CONTACT_MODATTR", "CHANGE_CONTACT_MODHATTR", "CHANGE_CONTACT_MODSATTR"])
        {
            yield return (name, Attributes);
        }

        yield return ("CHANGE_CONTACT_HOST_NOTIFICATION_TIMEPERIOD", (brain, _, a) => Period(brain, a, host: true));
        yield return ("CHANGE_CONTACT_SVC_NOTIFICATION_TIMEPERIOD", (brain, _, a) => Period(brain, a, host: false));
        yield return ("CHANGE_CUSTOM_CONTACT_VAR", Variable);
        yield return ("SCHEDULE_CONTACT_DOWNTIME", Downtime);
        yield return ("DEL_ALL_CONTACT_DOWNTIMES", DeleteDowntimes);
    }

    private static IReadOnlyList<string> Members(Brain brain, CommandArguments a) =>
        brain.Part.Snapshot is { } snapshot && snapshot.ContactGroups.TryGetValue(a.Text(0), out var group)
            ? [.. group.Members.Select(contact => contact.Name)]
            : [];

    private static string? Switch(Brain brain, IReadOnlyList<string> names, bool host, bool value)
    {
        var found = false;
        foreach (var name in names)
        {
            if (!brain.Part.Contacts.TryGetValue(name, out var row))
            {
                continue;
            }

            found = true;
            row.ModifiedAttributes |= ModifiedAttribute.Notifications;
            if (host)
            {
                row.HostNotifications = value;
            }
            else
            {
                row.ServiceNotifications = value;
            }

            Tell(brain, row);
        }

        return found ? null : "there is no such contact or group";
    }

    private static string? Attributes(Brain brain, int index, CommandArguments a)
    {
        if (!brain.Part.Contacts.TryGetValue(a.Text(0), out var row))
        {
            return "there is no such contact";
        }

        row.ModifiedAttributes = unchecked((uint)a.Number(1));
        Tell(brain, row);
        return null;
    }

    private static string? Period(Brain brain, CommandArguments a, bool host)
    {
        if (!brain.Part.Contacts.TryGetValue(a.Text(0), out var row))
        {
            return "there is no such contact";
        }

        if (brain.Part.Snapshot is not { } snapshot || !snapshot.TimePeriods.ContainsKey(a.Text(1)))
        {
            return $"there is no timeperiod '{a.Text(1)}'";
        }

        row.ModifiedAttributes |= ModifiedAttribute.NotificationPeriod;
        if (host)
        {
            row.HostPeriod = a.Text(1);
        }
        else
        {
            row.ServicePeriod = a.Text(1);
        }

        Tell(brain, row);
        return null;
    }

    private static string? Variable(Brain brain, int index, CommandArguments a)
    {
        var name = a.Text(1).TrimStart('_').ToUpperInvariant();
        if (!brain.Part.Contacts.TryGetValue(a.Text(0), out var row) || name.Length == 0)
        {
            return "there is no such contact or variable";
        }

        row.ModifiedAttributes |= ModifiedAttribute.CustomVariable;
        row.Variables[name] = a.Text(2);
        Tell(brain, row);
        return null;
    }

    private static string? Downtime(Brain brain, int index, CommandArguments a)
    {
        if (!brain.Part.Contacts.ContainsKey(a.Text(0)))
        {
            return "there is no such contact";
        }

        var start = Math.Clamp(a.Number(1), 0, ScheduleCommands.LatestSecond) * 1000;
        var end = Math.Clamp(a.Number(2), 0, ScheduleCommands.LatestSecond) * 1000;
        if (end <= start || end <= brain.Part.Now.UtcMilliseconds)
        {
            return "the downtime is over already, or ends before it begins";
        }

        brain.Downtimes.AddForContact(a.Text(0), start, end, a.Text(3), a.Text(4));
        return null;
    }

    private static string? DeleteDowntimes(Brain brain, int index, CommandArguments a)
    {
        var name = a.Text(0);
        brain.Downtimes.DeleteAll(downtime => downtime.Contact == name);
        return null;
    }

    private static void Tell(Brain brain, ContactRow row) => brain.Part.Out.Events.Add(row.Describe());
}
