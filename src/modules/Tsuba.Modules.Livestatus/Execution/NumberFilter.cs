using Tsuba.Modules.Livestatus.Tables;

namespace Tsuba.Modules.Livestatus.Execution;

/// <summary>A condition on a column of whole numbers.</summary>
internal sealed class NumberFilter(NumberColumn column, NumberOperator operation, long value, bool isNegated) : RowFilter
{
    public NumberColumn Column { get; } = column;

    public NumberOperator Operation { get; } = operation;

    public long Value { get; } = value;

    public bool IsNegated { get; } = isNegated;

    public override int Cost => 0;

    public override void Select(RowBatch batch, ReadOnlySpan<ulong> among, Span<ulong> passed)
    {
        var compared = batch.Compare(Column, Operation, Value);
        for (var word = 0; word < among.Length; word++)
        {
            passed[word] = (IsNegated ? ~compared[word] : compared[word]) & among[word];
        }
    }
}
