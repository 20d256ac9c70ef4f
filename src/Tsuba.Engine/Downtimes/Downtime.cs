using Tsuba.Model.Items;

namespace Tsuba.Engine.Downtimes;

/// <summary>
/// A planned downtime of a host, a service or a contact; immutable, each change makes a new one. Times are UTC milliseconds since
/// 1970. Source: reference/shinken.md 4.7.
/// </summary>
public sealed record Downtime
{
    /// <summary>Number, unique in the site and never used twice; the first part counts from 1, each other one from a range of its own.</summary>
    public required ulong Id { get; init; }

    /// <summary>The item; none for the downtime of a contact.</summary>
    public required ItemId Item { get; init; }

    /// <summary>Name of the contact; empty for the downtime of an item.</summary>
    public string Contact { get; init; } = "";

    /// <summary>When it was entered.</summary>
    public required long EntryUtcMilliseconds { get; init; }

    /// <summary>From when it may be active.</summary>
    public required long StartUtcMilliseconds { get; init; }

    /// <summary>Until when it may be active (fixed) or may begin (flexible).</summary>
    public required long EndUtcMilliseconds { get; init; }

    /// <summary>Whether it is active exactly from start to end; else it begins with a problem and lasts <see cref="Duration"/>.</summary>
    public required bool IsFixed { get; init; }

    /// <summary>How long a flexible one lasts.</summary>
    public TimeSpan Duration { get; init; }

    /// <summary>Id of the downtime that starts and cancels this one; 0: none.</summary>
    public ulong TriggeredBy { get; init; }

    /// <summary>Whether it is active.</summary>
    public bool IsActive { get; init; }

    /// <summary>When it became active; 0: not yet.</summary>
    public long ActualStartUtcMilliseconds { get; init; }

    /// <summary>Who entered it.</summary>
    public required string Author { get; init; }

    /// <summary>Why.</summary>
    public required string Text { get; init; }

    /// <summary>Id of the automatic comment; 0: none.</summary>
    public ulong CommentId { get; init; }

    /// <summary>When the active downtime ends.</summary>
    public long ActualEndUtcMilliseconds =>
        IsFixed ? EndUtcMilliseconds : ActualStartUtcMilliseconds + (long)Duration.TotalMilliseconds;
}
