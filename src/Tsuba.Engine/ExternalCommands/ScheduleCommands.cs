using Tsuba.Engine.Downtimes;
using Tsuba.Engine.Parts;
using Tsuba.Model.Objects;

namespace Tsuba.Engine.ExternalCommands;

/// <summary>Commands that plan checks, downtimes and the next notification. Source: reference/shinken.md 5.2.</summary>
internal static class ScheduleCommands
{
    /// <summary>The last second of the year 9999: seconds of a command may be anything, milliseconds must not overflow.</summary>
    public const long LatestSecond = 253_402_300_799;

    /// <summary>Names and effects.</summary>
    public static IEnumerable<(string Name, CommandEffect Effect)> Effects()
    {
        foreach (var name in (string[])["HOST", "SVC"])
        {
            yield return ($"SCHEDULE_{name}_CHECK", (brain, index, a) => Check(brain, index, a.Number(0), forced: false));
            yield return ($"SCHEDULE_FORCED_{name}_CHECK", (brain, index, a) => Check(brain, index, a.Number(0), forced: true));
            yield return ($"SCHEDULE_{name}_DOWNTIME", (brain, index, a) => Downtime(brain, [index], a, 0));
            yield return ($"DEL_ALL_{name}_DOWNTIMES", (brain, index, _) => DeleteAll(brain, index));
            yield return ($"DEL_{name}_DOWNTIME", (brain, _, a) => Delete(brain, a.Number(0)));
            yield return ($"DELAY_{name}_NOTIFICATION", (brain, index, a) => Delay(brain, index, a.Number(0)));
        }

        yield return ("DEL_CONTACT_DOWNTIME", (brain, _, a) => Delete(brain, a.Number(0)));
        yield return ("SCHEDULE_HOST_SVC_CHECKS", (brain, index, a) => ServiceChecks(brain, index, a.Number(0), forced: false));
        yield return ("SCHEDULE_FORCED_HOST_SVC_CHECKS", (brain, index, a) => ServiceChecks(brain, index, a.Number(0), forced: true));
        yield return ("SCHEDULE_HOST_SVC_DOWNTIME", (brain, index, a) => Downtime(brain, Services(brain, index), a, 0));
        yield return ("SCHEDULE_AND_PROPAGATE_HOST_DOWNTIME", (brain, index, a) => Downtime(brain, Branch(brain, index), a, 0));
        yield return ("SCHEDULE_AND_PROPAGATE_TRIGGERED_HOST_DOWNTIME", PropagateTriggered);
        yield return ("DEL_DOWNTIME_BY_HOST_NAME", DeleteByHost);
        yield return ("DEL_DOWNTIME_BY_START_TIME_COMMENT", DeleteByStart);
    }

    /// <summary>Enters the downtime of the arguments from <paramref name="first"/> on, on each of the items.</summary>
    public static string? Downtime(Brain brain, IReadOnlyCollection<int> items, CommandArguments arguments, int first, ulong trigger = 0)
    {
        var request = Read(arguments, first, trigger);
        if (Check(brain, request) is { } refusal)
        {
            return refusal;
        }

        foreach (var index in items)
        {
            brain.Downtimes.Add(index, request);
        }

        return null;
    }

    /// <summary>Indices of the services of a host.</summary>
    public static List<int> Services(Brain brain, int host) =>
        [.. ((Host)brain.Part.Items[host]).Services.Select(service => brain.Part.Find(service.Id))];

    private static DowntimeRequest Read(CommandArguments a, int first, ulong trigger) => new(
        Milliseconds(a.Number(first)),
        Milliseconds(a.Number(first + 1)),
        a.Flag(first + 2),
        trigger != 0 ? trigger : (ulong)Math.Max(0, a.Number(first + 3)),
        TimeSpan.FromSeconds(Math.Clamp(a.Number(first + 4), 0, int.MaxValue)),
        a.Text(first + 5),
        a.Text(first + 6));

    private static string? Check(Brain brain, DowntimeRequest request)
    {
        if (request.EndUtc <= request.StartUtc)
        {
            return "the downtime ends before it begins";
        }

        if (request.EndUtc <= brain.Part.Now.UtcMilliseconds)
        {
            return "the downtime is over already";
        }

        return !request.IsFixed && request.TriggeredBy == 0 && request.Duration <= TimeSpan.Zero
            ? "a flexible downtime needs a duration"
            : null;
    }

    private static long Milliseconds(long seconds) => Math.Clamp(seconds, 0, LatestSecond) * 1000;

    private static string? Check(Brain brain, int index, long seconds, bool forced)
    {
        if (brain.Planner.Command(index) is null)
        {
            return "it has no check command";
        }

        brain.Planner.Schedule(index, Milliseconds(seconds), forced);
        return null;
    }

    private static string? ServiceChecks(Brain brain, int host, long seconds, bool forced)
    {
        foreach (var index in Services(brain, host))
        {
            Check(brain, index, seconds, forced);
        }

        return null;
    }

    private static string? Delete(Brain brain, long id) =>
        id > 0 && brain.Downtimes.Delete((ulong)id) ? null : "there is no downtime of that number in this part";

    private static string? DeleteAll(Brain brain, int index)
    {
        var item = brain.Part.Items[index].Id;
        brain.Downtimes.DeleteAll(downtime => downtime.Item == item);
        return null;
    }

    private static string? Delay(Brain brain, int index, long seconds)
    {
        var part = brain.Part;
        var id = part.Items[index].Id;
        if (!part.Overrides.TryGetValue(id, out var overrides))
        {
            part.Overrides[id] = overrides = new ItemOverrides();
        }

        overrides.NoNotificationBeforeUtc = Milliseconds(seconds);
        brain.Campaigns.Postpone(index, overrides.NoNotificationBeforeUtc);
        part.Touch(index);
        return null;
    }

    private static List<int> Branch(Brain brain, int index)
    {
        var hosts = new List<int> { index };
        for (var position = 0; position < hosts.Count; position++)
        {
            foreach (var child in ((Host)brain.Part.Items[hosts[position]]).Children)
            {
                var childIndex = brain.Part.Find(child.Id);
                if (childIndex >= 0 && !hosts.Contains(childIndex))
                {
                    hosts.Add(childIndex);
                }
            }
        }

        return hosts;
    }

    private static string? PropagateTriggered(Brain brain, int index, CommandArguments arguments)
    {
        var request = Read(arguments, 0, 0);
        if (Check(brain, request) is { } refusal)
        {
            return refusal;
        }

        var trigger = brain.Downtimes.Add(index, request);
        var children = Branch(brain, index);
        children.Remove(index);
        foreach (var child in children)
        {
            brain.Downtimes.Add(child, request with { TriggeredBy = trigger, Duration = TimeSpan.FromMilliseconds(request.EndUtc - request.StartUtc) });
        }

        return null;
    }

    private static string? DeleteByHost(Brain brain, int index, CommandArguments a)
    {
        var part = brain.Part;
        var wanted = a.Has(0)
            ? Services(brain, index).Where(service => part.Items[service] is Service { Description: var description } && description == a.Text(0))
            : Services(brain, index).Prepend(index);
        var items = wanted.Select(item => part.Items[item].Id).ToHashSet();
        var start = a.Has(1) ? Milliseconds(a.Number(1)) : 0;
        var count = brain.Downtimes.DeleteAll(downtime => items.Contains(downtime.Item)
            && (start == 0 || downtime.StartUtcMilliseconds == start)
            && (!a.Has(2) || a.Text(2).Length == 0 || downtime.Text == a.Text(2)));
        return count > 0 ? null : "there is no such downtime";
    }

    private static string? DeleteByStart(Brain brain, int index, CommandArguments a)
    {
        var start = Milliseconds(a.Number(0));
        var count = brain.Downtimes.DeleteAll(downtime => downtime.StartUtcMilliseconds == start
            && (!a.Has(1) || a.Text(1).Length == 0 || downtime.Text == a.Text(1)));
        return count > 0 ? null : "there is no such downtime in this part";
    }
}
