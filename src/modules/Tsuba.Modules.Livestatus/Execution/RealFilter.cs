using Tsuba.Modules.Livestatus.Tables;

namespace Tsuba.Modules.Livestatus.Execution;

/// <summary>A condition on a column of numbers with fractions.</summary>
internal sealed class RealFilter(RealColumn column, NumberOperator operation, double value, bool isNegated) : RowFilter
{
    public override int Cost => 0;

    public override void Select(RowBatch batch, ReadOnlySpan<ulong> among, Span<ulong> passed)
    {
        BitComparison.Compare(batch.Reals(column), value, operation, passed);
        for (var word = 0; word < among.Length; word++)
        {
            passed[word] = (isNegated ? ~passed[word] : passed[word]) & among[word];
        }
    }
}
