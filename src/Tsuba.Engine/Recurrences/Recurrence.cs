using Tsuba.Model.Items;

namespace Tsuba.Engine.Recurrences;

/// <summary>A downtime of an item for each window of a time period. Immutable; each change makes a new one.</summary>
internal sealed record Recurrence
{
    /// <summary>Number, unique in the site, of the same sequence as downtimes.</summary>
    public required ulong Id { get; init; }

    /// <summary>The item.</summary>
    public required ItemId Item { get; init; }

    /// <summary>Name of the time period.</summary>
    public required string Period { get; init; }

    /// <summary>No window begins at or after this time, UTC milliseconds; 0: no end.</summary>
    public required long UntilUtc { get; init; }

    /// <summary>Who asked for it.</summary>
    public required string Author { get; init; }

    /// <summary>Why.</summary>
    public required string Text { get; init; }

    /// <summary>The comment that tells of it.</summary>
    public required ulong CommentId { get; init; }

    /// <summary>When it is to be looked at again, UTC milliseconds.</summary>
    public long NextUtc { get; init; }

    /// <summary>End of the window that was dealt with last; a window is dealt with once.</summary>
    public long WindowEndUtcSeconds { get; init; }
}
