using Tsuba.Engine.Comments;
using Tsuba.Engine.Explain;
using Tsuba.Engine.Notifications;
using Tsuba.Engine.Parts;
using Tsuba.Model.Plugins;

namespace Tsuba.Engine.ExternalCommands;

/// <summary>Commands by which people say something: acknowledgements, comments, custom notifications, outputs. Source: reference/shinken.md 5.2.</summary>
internal static class TalkCommands
{
    private const long Forced = 2;
    private const long CountsUp = 4;

    /// <summary>Names and effects.</summary>
    public static IEnumerable<(string Name, CommandEffect Effect)> Effects()
    {
        foreach (var name in (string[])["HOST", "SVC"])
        {
            yield return ($"ACKNOWLEDGE_{name}_PROBLEM", (brain, index, a) => Acknowledge(brain, index, a, expires: false));
            yield return ($"ACKNOWLEDGE_{name}_PROBLEM_EXPIRE", (brain, index, a) => Acknowledge(brain, index, a, expires: true));
            yield return ($"ADD_{name}_COMMENT", Comment);
            yield return ($"DEL_{name}_COMMENT", (brain, _, a) => DeleteComment(brain, a.Number(0)));
            yield return ($"DEL_ALL_{name}_COMMENTS", (brain, index, _) => DeleteComments(brain, index));
            yield return ($"SEND_CUSTOM_{name}_NOTIFICATION", Custom);
            yield return ($"SET_{name}_NOTIFICATION_NUMBER", Number);
        }

        yield return ("PROCESS_HOST_OUTPUT", Output);
        yield return ("PROCESS_SERVICE_OUTPUT", Output);
    }

    private static string? Acknowledge(Brain brain, int index, CommandArguments a, bool expires)
    {
        var next = expires ? 4 : 3;
        var end = expires ? Math.Clamp(a.Number(3), 0, ScheduleCommands.LatestSecond) * 1000 : 0;
        if (expires && end <= brain.Part.Now.UtcMilliseconds)
        {
            return "the acknowledgement has expired already";
        }

        return brain.Acknowledgements.Set(index, a.Number(0), a.Flag(1), a.Flag(2), a.Text(next), a.Text(next + 1), end)
            ? null
            : "there is no problem to acknowledge";
    }

    private static string? Comment(Brain brain, int index, CommandArguments a)
    {
        brain.Comments.Add(index, CommentKind.User, isExternal: true, a.Flag(0), a.Text(1), a.Text(2));
        return null;
    }

    private static string? DeleteComment(Brain brain, long id) =>
        id > 0 && brain.Comments.Remove((ulong)id) ? null : "there is no comment of that number in this part";

    private static string? DeleteComments(Brain brain, int index)
    {
        brain.Comments.RemoveAll(index, static _ => true);
        return null;
    }

    // Options: 1 also the contacts of escalations, 2 whatever stands against it, 4 counts as a notification. Source: Nagios manual, external commands.
    private static string? Custom(Brain brain, int index, CommandArguments a)
    {
        var options = a.Number(0);
        var obstacle = brain.ItemFilter.Obstacle(index, NotificationType.Custom);
        if (obstacle != Reason.None && (options & Forced) == 0)
        {
            brain.Part.Decide(index, obstacle, type: NotificationType.Custom);
            return $"it is not notified now: {obstacle}";
        }

        ref var row = ref brain.Part.Rows[index];
        if ((options & CountsUp) != 0)
        {
            row.NotificationNumber++;
        }

        var policy = brain.Part.Items[index].Notification;
        var contacts = (options & 1) == 0
            ? brain.Sender.Usual(index, row.NotificationNumber)
            : [.. policy.Contacts.Concat(policy.Escalations.SelectMany(escalation => escalation.Contacts)).DistinctBy(contact => contact.Name).OrderBy(contact => contact.Name, StringComparer.Ordinal)];
        brain.Sender.Send(index, new NotificationFacts(NotificationType.Custom, row.NotificationNumber, Escalated: false, a.Text(1), a.Text(2)) { IsForced = (options & Forced) != 0 }, contacts);
        brain.Part.Touch(index);
        return null;
    }

    private static string? Number(Brain brain, int index, CommandArguments a)
    {
        if (a.Number(0) is < 0 or > int.MaxValue)
        {
            return "the number is out of range";
        }

        brain.Part.Rows[index].NotificationNumber = (int)a.Number(0);
        brain.Part.Touch(index);
        return null;
    }

    private static string? Output(Brain brain, int index, CommandArguments a)
    {
        var text = PluginOutput.Parse(a.Text(0), brain.Part.Settings.MaxPluginOutputLength, hasEscapedLineEnds: true);
        ref var row = ref brain.Part.Rows[index];
        row.Output = text.Short;
        row.LongOutput = text.Long;
        row.Perfdata = text.Perfdata;
        brain.Part.Touch(index);
        return null;
    }
}
