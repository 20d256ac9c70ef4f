using System.Numerics;

namespace Tsuba.Modules.Livestatus.Execution;

/// <summary>A condition that looks at one row after the other.</summary>
internal abstract class RowByRowFilter : RowFilter
{
    public override void Select(RowBatch batch, ReadOnlySpan<ulong> among, Span<ulong> passed)
    {
        for (var word = 0; word < among.Length; word++)
        {
            var found = 0UL;
            for (var left = among[word]; left != 0; left &= left - 1)
            {
                var bit = BitOperations.TrailingZeroCount(left);
                if (Accepts(batch, (word * 64) + bit))
                {
                    found |= 1UL << bit;
                }
            }

            passed[word] = found;
        }
    }

    /// <summary>Whether the row of the batch meets the condition.</summary>
    protected abstract bool Accepts(RowBatch batch, int row);
}
