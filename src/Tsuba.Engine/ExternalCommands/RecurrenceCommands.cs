using Tsuba.Engine.Parts;

namespace Tsuba.Engine.ExternalCommands;

/// <summary>Commands on recurrent downtimes. None of the originals has them.</summary>
internal static class RecurrenceCommands
{
    /// <summary>Names and effects.</summary>
    public static IEnumerable<(string Name, CommandEffect Effect)> Effects()
    {
        yield return ("SCHEDULE_RECURRENT_HOST_DOWNTIME", (brain, index, a) => Add(brain, [index], a, 0));
        yield return ("SCHEDULE_RECURRENT_HOST_SVC_DOWNTIME", (brain, index, a) => Add(brain, ScheduleCommands.Services(brain, index), a, 0));
        yield return ("SCHEDULE_RECURRENT_SVC_DOWNTIME", (brain, index, a) => Add(brain, [index], a, 0));
        yield return ("DEL_ALL_RECURRENT_HOST_DOWNTIMES", (brain, index, _) => DeleteAll(brain, index));
        yield return ("DEL_ALL_RECURRENT_SVC_DOWNTIMES", (brain, index, _) => DeleteAll(brain, index));
        yield return ("DEL_RECURRENT_DOWNTIME", (brain, _, a) => Delete(brain, a.Number(0)));
    }

    /// <summary>Enters the recurrence of the arguments from <paramref name="first"/> on, on each of the items.</summary>
    public static string? Add(Brain brain, IReadOnlyCollection<int> items, CommandArguments a, int first)
    {
        var period = a.Text(first);
        if (brain.Part.Snapshot is not { } snapshot || !snapshot.TimePeriods.ContainsKey(period))
        {
            return $"there is no timeperiod '{period}'";
        }

        var until = Math.Clamp(a.Number(first + 1), 0, ScheduleCommands.LatestSecond) * 1000;
        if (until > 0 && until <= brain.Part.Now.UtcMilliseconds)
        {
            return "the recurrence is over already";
        }

        foreach (var index in items)
        {
            brain.Recurrences.Add(index, period, until, a.Text(first + 2), a.Text(first + 3));
        }

        return null;
    }

    private static string? Delete(Brain brain, long id) =>
        id > 0 && brain.Recurrences.Delete((ulong)id) ? null : "there is no recurrent downtime of that number in this part";

    private static string? DeleteAll(Brain brain, int index)
    {
        brain.Recurrences.DeleteAll(index);
        return null;
    }
}
