using Tsuba.Engine.Explain;
using Tsuba.Engine.Notifications;
using Tsuba.Model.Items;

namespace Tsuba.Engine.Outputs.Events;

/// <summary>Why something was or was not done.</summary>
public sealed record DecisionMade : EngineEvent
{
    /// <summary>What it is about; none for the program.</summary>
    public required ItemId Item { get; init; }

    /// <summary>The reason.</summary>
    public required Reason Reason { get; init; }

    /// <summary>Who it is about; empty: nobody.</summary>
    public required string Contact { get; init; }

    /// <summary>Values that the reason speaks of; may be empty.</summary>
    public required string Detail { get; init; }

    /// <summary>Kind of notification, None if it is about something else.</summary>
    public required NotificationType NotificationType { get; init; }
}
