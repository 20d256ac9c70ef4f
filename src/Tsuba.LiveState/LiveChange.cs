namespace Tsuba.LiveState;

/// <summary>Kinds of changes that readers wait for, as bits. Source: reference/livestatus.md 9.</summary>
[Flags]
public enum LiveChange : byte
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>A check was executed.</summary>
    Check = 1,

    /// <summary>The state of an item, or one of its switches, changed.</summary>
    State = 2,

    /// <summary>A line was logged.</summary>
    Log = 4,

    /// <summary>A downtime was set, began, ended.</summary>
    Downtime = 8,

    /// <summary>A comment was set or removed.</summary>
    Comment = 16,

    /// <summary>A command was applied or refused.</summary>
    Command = 32,

    /// <summary>A switch of the program, or the configuration.</summary>
    Program = 64,

    /// <summary>Anything.</summary>
    All = 127,
}
