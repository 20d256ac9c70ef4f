using Tsuba.Engine.Comments;

namespace Tsuba.Engine.Outputs.Events;

/// <summary>A comment was made.</summary>
public sealed record CommentAdded : EngineEvent
{
    /// <summary>The comment.</summary>
    public required Comment Comment { get; init; }
}
