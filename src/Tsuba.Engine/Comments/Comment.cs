using Tsuba.Model.Items;

namespace Tsuba.Engine.Comments;

/// <summary>A comment on an item. Times are UTC milliseconds since 1970.</summary>
public sealed record Comment
{
    /// <summary>Number, unique in the site and never used twice; the first part counts from 1, each other one from a range of its own.</summary>
    public required ulong Id { get; init; }

    /// <summary>What it is on.</summary>
    public required ItemId Item { get; init; }

    /// <summary>What it is about.</summary>
    public required CommentKind Kind { get; init; }

    /// <summary>Whether a person (or a tool) made it by command, rather than the engine.</summary>
    public required bool IsExternal { get; init; }

    /// <summary>Whether it outlives the acknowledgement that it belongs to.</summary>
    public required bool IsPersistent { get; init; }

    /// <summary>When it was made.</summary>
    public required long EntryUtcMilliseconds { get; init; }

    /// <summary>When it vanishes; 0: never.</summary>
    public long ExpireUtcMilliseconds { get; init; }

    /// <summary>Who made it.</summary>
    public required string Author { get; init; }

    /// <summary>What it says.</summary>
    public required string Text { get; init; }
}
