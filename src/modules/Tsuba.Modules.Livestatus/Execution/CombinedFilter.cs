using System.Collections.Immutable;

namespace Tsuba.Modules.Livestatus.Execution;

/// <summary>
/// All or any of several conditions; of none: all is true, any is false. Each is asked only for rows that are still open. Any of any is one list, and
/// words that are looked for in one column are looked for together, however the request groups them.
/// </summary>
internal sealed class CombinedFilter : RowFilter
{
    private readonly ImmutableArray<RowFilter> _filters;
    private readonly bool _all;

    public CombinedFilter(IEnumerable<RowFilter> filters, bool all)
    {
        _filters = [.. (all ? filters : TextFilter.Join(filters.SelectMany(Flat))).OrderBy(filter => filter.Cost)];
        _all = all;
    }

    public override int Cost => _filters.IsEmpty ? 0 : _filters[^1].Cost;

    public override ImmutableArray<RowFilter> Necessary => _all ? [.. _filters.SelectMany(filter => filter.Necessary)] : [this];

    public override void Select(RowBatch batch, ReadOnlySpan<ulong> among, Span<ulong> passed)
    {
        // All: open are the rows that passed so far. Any: those that did not.
        var open = batch.Rent();
        var found = batch.Rent();
        var words = among.Length;
        among.CopyTo(open);
        foreach (var filter in _filters)
        {
            if (!open.AsSpan(0, words).ContainsAnyExcept(0UL))
            {
                break;
            }

            filter.Select(batch, open.AsSpan(0, words), found.AsSpan(0, words));
            for (var word = 0; word < words; word++)
            {
                open[word] = _all ? found[word] : open[word] & ~found[word];
            }
        }

        for (var word = 0; word < words; word++)
        {
            passed[word] = _all ? open[word] : among[word] & ~open[word];
        }

        batch.Return(open);
        batch.Return(found);
    }

    private static IEnumerable<RowFilter> Flat(RowFilter filter) => filter is CombinedFilter { _all: false } any ? any._filters : [filter];
}
