namespace Tsuba.Engine.Notifications;

/// <summary>What a notification is about, beside its item.</summary>
/// <param name="Type">Kind.</param>
/// <param name="Number">Number inside the problem; 0 for kinds that do not count.</param>
/// <param name="Escalated">Whether an escalation chose the contacts.</param>
/// <param name="Author">Author of the acknowledgement, downtime or custom notification; empty for other kinds.</param>
/// <param name="Comment">Its text.</param>
internal sealed record NotificationFacts(NotificationType Type, int Number, bool Escalated, string Author, string Comment)
{
    /// <summary>Whether nothing stands against it: neither periods, nor options, nor downtimes of contacts.</summary>
    public bool IsForced { get; init; }

    /// <summary>Names of all contacts that are told, joined by commas.</summary>
    public string Recipients { get; init; } = "";
}
