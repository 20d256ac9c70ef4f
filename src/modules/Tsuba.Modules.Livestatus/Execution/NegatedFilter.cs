namespace Tsuba.Modules.Livestatus.Execution;

/// <summary>The opposite of a condition.</summary>
internal sealed class NegatedFilter(RowFilter filter) : RowFilter
{
    public override int Cost => filter.Cost;

    public override void Select(RowBatch batch, ReadOnlySpan<ulong> among, Span<ulong> passed)
    {
        filter.Select(batch, among, passed);
        for (var word = 0; word < among.Length; word++)
        {
            passed[word] = among[word] & ~passed[word];
        }
    }
}
