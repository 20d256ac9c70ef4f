namespace Tsuba.Configuration.Syntax;

/// <summary>What is unusual or wrong about a line. The parser only marks; <c>SyntaxChecks</c> reports.</summary>
[Flags]
public enum LineFaults : ushort
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>The line goes on after a backslash; its value is assembled from several pieces.</summary>
    Continued = 1,

    /// <summary>The value holds <c>\;</c>.</summary>
    Escaped = 2,

    /// <summary>The line is longer than <see cref="SyntaxTree.LongestLineBytes"/>; its content is not read.</summary>
    TooLong = 4,

    /// <summary>There is text after the opening brace.</summary>
    TextAfterOpenBrace = 8,

    /// <summary>There is text after the closing brace.</summary>
    TextAfterCloseBrace = 16,

    /// <summary>No opening brace follows the define line.</summary>
    BraceMissing = 32,

    /// <summary>The block that this define line opens is never closed.</summary>
    NotClosed = 64,

    /// <summary>A closing brace without a block.</summary>
    Unexpected = 128,

    /// <summary>The file ends behind the backslash.</summary>
    ContinuationAtEnd = 256,
}
