using Tsuba.Modules.Livestatus.Tables;

namespace Tsuba.Modules.Livestatus.Execution;

/// <summary>One entry of Stats: a count of rows, or a function over a column.</summary>
/// <param name="Filter">Which rows count; null for a function.</param>
/// <param name="Function">sum, min, max, avg, std, suminv, avginv; empty for a count.</param>
/// <param name="Column">Column of the function; null for a count.</param>
public sealed record StatsEntry(IRowFilter? Filter, string Function, Column? Column)
{
    /// <summary>Whether a word names a function.</summary>
    public static bool IsFunction(string word) => word is "sum" or "min" or "max" or "avg" or "std" or "suminv" or "avginv";

    /// <summary>A count.</summary>
    public static StatsEntry Counting(IRowFilter filter) => new(filter, "", null);

    /// <summary>A function.</summary>
    public static StatsEntry Aggregate(string function, Column column) => new(null, function, column);
}
