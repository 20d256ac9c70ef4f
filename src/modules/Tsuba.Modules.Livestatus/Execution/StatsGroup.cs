using System.Collections.Immutable;
using Tsuba.Modules.Livestatus.Output;
using Tsuba.Modules.Livestatus.Tables;

namespace Tsuba.Modules.Livestatus.Execution;

/// <summary>The running values of all entries of Stats, for one group of rows.</summary>
internal sealed class StatsGroup
{
    private readonly PerfdataSums?[] _perfdata;

    public StatsGroup(ImmutableArray<StatsEntry> stats)
    {
        Counts = new long[stats.Length];
        Sums = stats.Any(entry => entry.Filter is null) ? new StatsSum[stats.Length] : [];
        _perfdata = Sums.Length > 0 ? new PerfdataSums?[stats.Length] : [];
    }

    /// <summary>Rows counted, by entry.</summary>
    public long[] Counts { get; }

    /// <summary>Aggregates, by entry; empty if there is none.</summary>
    public StatsSum[] Sums { get; }

    public PerfdataSums PerfdataOf(int entry) => _perfdata[entry] ??= new PerfdataSums();

    /// <summary>Writes the values as cells: counts whole, sum, min and max of whole numbers whole, everything else not.</summary>
    public void Write(RowWriter writer, ImmutableArray<StatsEntry> stats)
    {
        for (var entry = 0; entry < stats.Length; entry++)
        {
            var function = stats[entry].Function;
            switch (stats[entry])
            {
                case { Filter: null, Column: NumberColumn } when function is StatsFunction.Sum or StatsFunction.Minimum or StatsFunction.Maximum:
                    writer.Number((long)Sums[entry].Result(function));
                    break;
                case { Filter: null, Column: NumberColumn or RealColumn }:
                    writer.Real(Sums[entry].Result(function));
                    break;
                case { Filter: null, Column: TextColumn { IsPerfdata: true } }:
                    writer.Text(_perfdata[entry]?.Result(function) ?? "");
                    break;
                default:
                    writer.Number(Counts[entry]);
                    break;
            }
        }
    }
}
