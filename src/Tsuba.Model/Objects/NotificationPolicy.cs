using System.Collections.Immutable;
using Tsuba.Model.TimePeriods;

namespace Tsuba.Model.Objects;

/// <summary>Who hears of an item, when and how often. Equal policies are one object in a snapshot.</summary>
public sealed record NotificationPolicy
{
    /// <summary>notifications_enabled.</summary>
    public required bool Enabled { get; init; }

    /// <summary>notification_interval × interval_length; zero: once.</summary>
    public required TimeSpan Interval { get; init; }

    /// <summary>first_notification_delay × interval_length.</summary>
    public TimeSpan FirstDelay { get; init; }

    /// <summary>notification_period; null: always.</summary>
    public TimePeriod? Period { get; init; }

    /// <summary>notification_options.</summary>
    public required StateOptions Options { get; init; }

    /// <summary>contacts and members of contact_groups, each once, by name.</summary>
    public ImmutableArray<Contact> Contacts { get; init; } = [];

    /// <summary>escalations, those of hostescalation and serviceescalation included.</summary>
    public ImmutableArray<Escalation> Escalations { get; init; } = [];

    /// <summary>stalking_options.</summary>
    public StateOptions StalkingOptions { get; init; }
}
