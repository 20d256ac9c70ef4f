using System.Collections.Immutable;
using Tsuba.Engine.Notifications;
using Tsuba.Model.Items;

namespace Tsuba.Engine.Explain;

/// <summary>Why an item is in its state, and what a notification about it would meet at one moment. In no language yet: see <see cref="Wording"/>.</summary>
public sealed record Explanation
{
    /// <summary>What it is about.</summary>
    public required ItemName Item { get; init; }

    /// <summary>Kind of notification that was asked about.</summary>
    public required NotificationType Type { get; init; }

    /// <summary>The moment, UTC milliseconds.</summary>
    public required long UtcMilliseconds { get; init; }

    /// <summary>Time zone of the configuration, for everything that shows a time.</summary>
    public required TimeZoneInfo Zone { get; init; }

    /// <summary>Whether the item is fine, so that the notification is that of a problem it does not have.</summary>
    public required bool IsHypothetical { get; init; }

    /// <summary>The state, why it is confirmed or not, and what surrounds it.</summary>
    public required ImmutableArray<Statement> State { get; init; }

    /// <summary>What fails above the item, up to the roots; empty: nothing does.</summary>
    public required ImmutableArray<Statement> Causes { get; init; }

    /// <summary>What of the item stands against the notification, in the order of the filters, and what else decides about it.</summary>
    public required ImmutableArray<Statement> Notification { get; init; }

    /// <summary>Its contacts and those of its escalations, by name, or the one that was asked about.</summary>
    public required ImmutableArray<ContactExplanation> Contacts { get; init; }

    /// <summary>The answer in one sentence.</summary>
    public required Statement Verdict { get; init; }

    /// <summary>Whether the notification would go out to somebody.</summary>
    public bool IsSent => Notification.All(statement => !statement.Stops) && Contacts.Any(contact => contact.IsTold);
}
