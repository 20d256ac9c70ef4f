using Tsuba.Engine.Comments;

namespace Tsuba.Engine.Outputs.Events;

/// <summary>A comment is gone.</summary>
public sealed record CommentRemoved : EngineEvent
{
    /// <summary>The comment as it was.</summary>
    public required Comment Comment { get; init; }
}
