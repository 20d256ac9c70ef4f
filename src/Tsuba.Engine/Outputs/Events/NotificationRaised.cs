using Tsuba.Engine.Notifications;
using Tsuba.Model.Items;

namespace Tsuba.Engine.Outputs.Events;

/// <summary>A notification to one contact by one command was handed out.</summary>
public sealed record NotificationRaised : EngineEvent
{
    /// <summary>Id of the action.</summary>
    public required ulong Id { get; init; }

    /// <summary>What it is about.</summary>
    public required ItemId Item { get; init; }

    /// <summary>Who is told.</summary>
    public required string Contact { get; init; }

    /// <summary>Command call.</summary>
    public required string Command { get; init; }

    /// <summary>Kind of notification.</summary>
    public required NotificationType Type { get; init; }

    /// <summary>State id at that time.</summary>
    public required byte State { get; init; }

    /// <summary>Number of the notification inside its problem.</summary>
    public required int Number { get; init; }

    /// <summary>Whether an escalation chose the contact.</summary>
    public required bool Escalated { get; init; }

    /// <summary>Output, or the comment of an acknowledgement or downtime.</summary>
    public required string Text { get; init; }
}
