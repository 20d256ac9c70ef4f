namespace Tsuba.Engine.Notifications;

/// <summary>What a notification is about, beside its item.</summary>
/// <param name="Type">Kind.</param>
/// <param name="Number">Number inside the problem; 0 for kinds that do not count.</param>
/// <param name="Escalated">Whether an escalation chose the contacts.</param>
/// <param name="Author">Author of the acknowledgement, downtime or custom notification; empty for other kinds.</param>
/// <param name="Comment">Its text.</param>
internal sealed record NotificationFacts(NotificationType Type, int Number, bool Escalated, string Author, string Comment)
{
    /// <summary>Names of all contacts that are considered, joined by commas.</summary>
    public string Recipients { get; init; } = "";
}
