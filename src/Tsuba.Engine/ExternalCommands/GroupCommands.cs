using Tsuba.Engine.Parts;
using Tsuba.Model.Objects;

namespace Tsuba.Engine.ExternalCommands;

/// <summary>Commands on groups: each part applies them to the members that it owns. Source: reference/shinken.md 5.1 and 5.3.</summary>
internal static class GroupCommands
{
    /// <summary>Names and effects.</summary>
    public static IEnumerable<(string Name, CommandEffect Effect)> Effects()
    {
        (string Name, ItemFlags Flag, bool OfServices)[] switches =
        [
            ("HOST_CHECKS", ItemFlags.ActiveChecks, false), ("HOST_NOTIFICATIONS", ItemFlags.Notifications, false),
            ("PASSIVE_HOST_CHECKS", ItemFlags.PassiveChecks, false), ("PASSIVE_SVC_CHECKS", ItemFlags.PassiveChecks, true),
            ("SVC_CHECKS", ItemFlags.ActiveChecks, true), ("SVC_NOTIFICATIONS", ItemFlags.Notifications, true),
        ];
        foreach (var (name, flag, ofServices) in switches)
        {
            foreach (var value in (bool[])[true, false])
            {
                var verb = value ? "ENABLE_" : "DISABLE_";
                yield return ($"{verb}HOSTGROUP_{name}", (brain, _, a) => Switch(brain, HostGroup(brain, a, ofServices), flag, value));
                yield return ($"{verb}SERVICEGROUP_{name}", (brain, _, a) => Switch(brain, ServiceGroup(brain, a, ofServices), flag, value));
            }
        }

        foreach (var ofServices in (bool[])[false, true])
        {
            var name = ofServices ? "SVC_DOWNTIME" : "HOST_DOWNTIME";
            yield return ($"SCHEDULE_HOSTGROUP_{name}", (brain, _, a) => Downtime(brain, HostGroup(brain, a, ofServices), a));
            yield return ($"SCHEDULE_RECURRENT_HOSTGROUP_{name}", (brain, _, a) => Recurrence(brain, HostGroup(brain, a, ofServices), a));
            yield return ($"SCHEDULE_RECURRENT_SERVICEGROUP_{name}", (brain, _, a) => Recurrence(brain, ServiceGroup(brain, a, ofServices), a));
            yield return ($"SCHEDULE_SERVICEGROUP_{name}", (brain, _, a) => Downtime(brain, ServiceGroup(brain, a, ofServices), a));
        }

        yield return ("DEL_DOWNTIME_BY_HOSTGROUP_NAME", DeleteByGroup);
    }

    private static string? Switch(Brain brain, List<int>? members, ItemFlags flag, bool value)
    {
        if (members is null)
        {
            return "there is no such group";
        }

        foreach (var index in members)
        {
            ItemCommands.Switch(brain, index, flag, value);
        }

        return null;
    }

    private static string? Downtime(Brain brain, List<int>? members, CommandArguments a) =>
        members is null ? "there is no such group" : ScheduleCommands.Downtime(brain, members, a, 1);

    private static string? Recurrence(Brain brain, List<int>? members, CommandArguments a) =>
        members is null ? "there is no such group" : RecurrenceCommands.Add(brain, members, a, 1);

    private static List<int>? HostGroup(Brain brain, CommandArguments a, bool ofServices)
    {
        if (brain.Part.Snapshot is not { } snapshot || !snapshot.HostGroups.TryGetValue(a.Text(0), out var group))
        {
            return null;
        }

        var hosts = group.Members.Select(host => brain.Part.Find(host.Id)).Where(index => index >= 0);
        return ofServices ? [.. hosts.SelectMany(host => ScheduleCommands.Services(brain, host))] : [.. hosts];
    }

    private static List<int>? ServiceGroup(Brain brain, CommandArguments a, bool ofServices)
    {
        if (brain.Part.Snapshot is not { } snapshot || !snapshot.ServiceGroups.TryGetValue(a.Text(0), out var group))
        {
            return null;
        }

        var services = group.Members.Select(service => brain.Part.Find(service.Id)).Where(index => index >= 0);
        return ofServices ? [.. services] : [.. services.Select(index => brain.Part.HostOf[index]).Distinct()];
    }

    private static string? DeleteByGroup(Brain brain, int index, CommandArguments a)
    {
        var part = brain.Part;
        if (HostGroup(brain, a, ofServices: false) is not { } hosts)
        {
            return "there is no such group";
        }

        var items = hosts
            .Where(host => !a.Has(1) || ((Host)part.Items[host]).HostName == a.Text(1))
            .SelectMany(host => ScheduleCommands.Services(brain, host).Prepend(host))
            .Where(item => !a.Has(2) || part.Items[item] is Service service && service.Description == a.Text(2))
            .Select(item => part.Items[item].Id)
            .ToHashSet();
        var count = brain.Downtimes.DeleteAll(downtime => items.Contains(downtime.Item)
            && (!a.Has(3) || downtime.StartUtcMilliseconds == a.Number(3) * 1000)
            && (!a.Has(4) || a.Text(4).Length == 0 || downtime.Text == a.Text(4)));
        return count > 0 ? null : "there is no such downtime in this part";
    }
}
