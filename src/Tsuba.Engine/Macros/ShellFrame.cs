using System.Text;

namespace Tsuba.Engine.Macros;

/// <summary>One level of a shell line: the line itself, or what stands in parentheses, <c>$(…)</c> or backticks.</summary>
internal sealed class ShellFrame
{
    internal ShellFrame(char end)
    {
        End = end;
    }

    /// <summary>What closes the level: a parenthesis, a backtick, or nothing for the line itself.</summary>
    internal char End { get; }

    internal bool InDoubleQuotes { get; set; }

    internal bool InWord { get; set; }

    internal bool WordHoldsData { get; set; }

    internal bool IsRedirection { get; set; }

    /// <summary>Whether run-time text was seen anywhere on this level so far.</summary>
    internal bool HoldsData { get; set; }

    /// <summary>Whether the current command reads what the one before it writes.</summary>
    internal bool ReadsPipe { get; set; }

    internal StringBuilder Word { get; } = new();

    internal List<CommandWord> Words { get; } = [];
}
