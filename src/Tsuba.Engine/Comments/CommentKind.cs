namespace Tsuba.Engine.Comments;

/// <summary>What a comment is about. The numbers are on disk and on the wire.</summary>
public enum CommentKind : byte
{
    /// <summary>Written by a person.</summary>
    User = 1,

    /// <summary>Made with a downtime.</summary>
    Downtime = 2,

    /// <summary>Made when flapping began.</summary>
    Flapping = 3,

    /// <summary>Made with an acknowledgement.</summary>
    Acknowledgement = 4,
}
