namespace Tsuba.Engine.Macros;

/// <summary>Outcome of splitting a line without a shell.</summary>
internal enum ArgumentSplit : byte
{
    /// <summary>There are arguments.</summary>
    Done = 0,

    /// <summary>The line holds something that only a shell can do.</summary>
    NeedsShell = 1,

    /// <summary>A quote is not closed.</summary>
    OpenQuote = 2,
}
