using System.Globalization;
using Tsuba.Model.Items;
using Tsuba.Modules.History;
using Tsuba.Protocol.Contracts;

namespace Tsuba.Modules.Events;

/// <summary>Finds what an event tells of the history of an item or contact.</summary>
public static class EntryReader
{
    private const uint AcknowledgementComment = 4;

    // Names of Tsuba.Engine.Notifications.NotificationType, whose numbers are on the wire.
    private static readonly string[] NotificationTypes =
    [
        "NONE", "PROBLEM", "RECOVERY", "ACKNOWLEDGEMENT", "FLAPPINGSTART", "FLAPPINGSTOP", "FLAPPINGDISABLED", "DOWNTIMESTART", "DOWNTIMEEND", "DOWNTIMECANCELLED", "CUSTOM",
    ];

    private static readonly string[] FlappingWords = ["STARTED", "STOPPED", "DISABLED"];

    /// <summary>The entry, or null where the event tells none.</summary>
    public static HistoryEntry? Read(int part, Event happened) => happened.KindCase switch
    {
        Event.KindOneofCase.Status => OfStatus(part, happened, happened.Status),
        Event.KindOneofCase.Notification => OfNotification(part, happened, happened.Notification),
        Event.KindOneofCase.Comment => OfComment(part, happened, happened.Comment),
        Event.KindOneofCase.Downtime => OfDowntime(part, happened, happened.Downtime),
        Event.KindOneofCase.Log => OfLine(part, happened, happened.Log),
        _ => null,
    };

    // A status comes after every check; it tells a change where its own time is that of the change.
    private static HistoryEntry? OfStatus(int part, Event happened, StatusEvent status) =>
        !status.HasBeenChecked || (status.LastStateChange != happened.UtcMs && status.LastHardStateChange != happened.UtcMs)
            ? null
            : Entry(part, happened, status.Item, HistoryKind.StateChange) with
            {
                State = (int)status.State,
                IsHard = status.StateType == 1,
                Attempt = (int)status.Attempt,
                Text = status.Output,
            };

    private static HistoryEntry OfNotification(int part, Event happened, NotificationEvent notification)
    {
        var type = notification.Type < NotificationTypes.Length ? NotificationTypes[notification.Type] : notification.Type.ToString(CultureInfo.InvariantCulture);
        return Entry(part, happened, notification.Item, HistoryKind.Notification) with
        {
            Action = notification.Outcome switch
            {
                NotificationOutcome.Sent => "sent",
                NotificationOutcome.Failed => "failed",
                _ => "raised",
            },
            Contact = notification.Contact,
            State = (int)notification.State,
            IsHard = true,
            Attempt = (int)notification.Number,
            Detail = $"{type};{notification.Command}{(notification.Escalated ? ";escalated" : "")}",
            Text = notification.Outcome == NotificationOutcome.Raised ? notification.Text : notification.OutcomeText,
        };
    }

    private static HistoryEntry OfComment(int part, Event happened, CommentEvent comment)
    {
        var isAcknowledgement = comment.EntryType == AcknowledgementComment;
        return Entry(part, happened, comment.Item, isAcknowledgement ? HistoryKind.Acknowledgement : HistoryKind.Comment) with
        {
            Action = comment.Removed ? "removed" : "added",
            Author = comment.Author,
            EndUtcMilliseconds = comment.ExpireUtcMs,
            Detail = comment.Id.ToString(CultureInfo.InvariantCulture),
            Text = comment.Text,
        };
    }

    private static HistoryEntry OfDowntime(int part, Event happened, DowntimeEvent downtime) =>
        Entry(part, happened, downtime.Item, HistoryKind.Downtime) with
        {
            Action = downtime switch
            {
                { Removed: true, Cancelled: true } => "cancelled",
                { Removed: true } => "ended",
                { IsActive: true } => "started",
                _ => "scheduled",
            },
            Contact = downtime.Contact,
            Author = downtime.Author,
            StartUtcMilliseconds = downtime.StartUtcMs,
            EndUtcMilliseconds = downtime.EndUtcMs,
            Detail = downtime.Id.ToString(CultureInfo.InvariantCulture),
            Text = downtime.Text,
        };

    private static HistoryEntry? OfLine(int part, Event happened, LogEvent log)
    {
        if (LogLineKinds.Of(log.Line) != LogLineKind.Flapping)
        {
            return null;
        }

        // The text that comes last may hold semicolons, the names before it cannot.
        var action = FlappingWords.FirstOrDefault(word => log.Line.Contains($";{word}; ", StringComparison.Ordinal)) ?? "";
        var end = log.Line.IndexOf($";{action}; ", StringComparison.Ordinal);
        return Entry(part, happened, log.Item, HistoryKind.Flapping) with
        {
            Action = action.ToLowerInvariant(),
            Text = end < 0 ? "" : log.Line[(end + action.Length + 3)..],
        };
    }

    private static HistoryEntry Entry(int part, Event happened, ulong item, HistoryKind kind) =>
        new(happened.UtcMs, part, happened.Sequence, new ItemId(item), kind);
}
