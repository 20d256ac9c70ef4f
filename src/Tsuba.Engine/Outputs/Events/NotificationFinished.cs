using Tsuba.Engine.Notifications;
using Tsuba.Model.Items;

namespace Tsuba.Engine.Outputs.Events;

/// <summary>The receipt of a notification.</summary>
public sealed record NotificationFinished : EngineEvent
{
    /// <summary>Id of the action.</summary>
    public required ulong Id { get; init; }

    /// <summary>What it was about.</summary>
    public required ItemId Item { get; init; }

    /// <summary>Who was told.</summary>
    public required string Contact { get; init; }

    /// <summary>Command call.</summary>
    public required string Command { get; init; }

    /// <summary>Kind of notification.</summary>
    public required NotificationType Type { get; init; }

    /// <summary>State id when it was raised.</summary>
    public required byte State { get; init; }

    /// <summary>Number inside its problem.</summary>
    public required int Number { get; init; }

    /// <summary>Whether the command ended well.</summary>
    public required bool Succeeded { get; init; }

    /// <summary>Output of the command or reason of the failure.</summary>
    public required string Text { get; init; }
}
