using System.Collections.Immutable;
using Tsuba.Model.TimePeriods;

namespace Tsuba.Model.Objects;

/// <summary>An escalation, by number or by time. Source: reference/shinken.md 3.6.</summary>
public sealed class Escalation
{
    /// <summary>escalation_name; generated for hostescalation and serviceescalation.</summary>
    public required string Name { get; init; }

    /// <summary>Whether the time limits count instead of the numbers.</summary>
    public bool ByTime { get; init; }

    /// <summary>first_notification.</summary>
    public int FirstNotification { get; init; }

    /// <summary>last_notification; 0: no end.</summary>
    public int LastNotification { get; init; }

    /// <summary>first_notification_time × interval_length.</summary>
    public TimeSpan FirstTime { get; init; }

    /// <summary>last_notification_time × interval_length; zero: no end.</summary>
    public TimeSpan LastTime { get; init; }

    /// <summary>notification_interval × interval_length; null: the item's own.</summary>
    public TimeSpan? Interval { get; init; }

    /// <summary>escalation_period; null: always.</summary>
    public TimePeriod? Period { get; init; }

    /// <summary>escalation_options.</summary>
    public StateOptions Options { get; init; }

    /// <summary>contacts and members of contact_groups, each once, by name.</summary>
    public ImmutableArray<Contact> Contacts { get; init; } = [];

    /// <summary>Whether it names neither contacts nor contact groups and has those of its item. Nagios profile; source: Nagios manual, "Object Inheritance", implied inheritance.</summary>
    public bool TakesContactsOfItem { get; init; }
}
