using Tsuba.Modules.Livestatus.Tables;

namespace Tsuba.Modules.Livestatus.Execution;

/// <summary>One entry of Stats: a count of rows, or a function over a column.</summary>
/// <param name="Filter">Which rows count; null for a function.</param>
/// <param name="Function">The function; of a count it says nothing.</param>
/// <param name="Column">Column of the function; null for a count.</param>
internal sealed record StatsEntry(RowFilter? Filter, StatsFunction Function, Column? Column)
{
    /// <summary>The function that a word names; null: none.</summary>
    public static StatsFunction? FunctionOf(string word) => word switch
    {
        "sum" => StatsFunction.Sum,
        "min" => StatsFunction.Minimum,
        "max" => StatsFunction.Maximum,
        "avg" => StatsFunction.Average,
        "std" => StatsFunction.Deviation,
        "suminv" => StatsFunction.InverseSum,
        "avginv" => StatsFunction.InverseAverage,
        _ => null,
    };
}
