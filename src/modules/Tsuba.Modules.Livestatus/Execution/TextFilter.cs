using Tsuba.Modules.Livestatus.Tables;

namespace Tsuba.Modules.Livestatus.Execution;

/// <summary>A condition on a column of texts.</summary>
internal sealed class TextFilter(TextColumn column, TextTest test, bool isNegated) : RowByRowFilter
{
    public TextColumn Column { get; } = column;

    /// <summary>The text that the column must have; null: the condition is another one.</summary>
    public string? Exact => isNegated ? null : test.Exact;

    public override int Cost => test.Cost;

    protected override bool Accepts(RowBatch batch, int row) => test.Accepts(Column.Read(batch[row], batch.Context)) != isNegated;
}
