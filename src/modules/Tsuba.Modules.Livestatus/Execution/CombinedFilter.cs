using System.Collections.Immutable;

namespace Tsuba.Modules.Livestatus.Execution;

/// <summary>All or any of several conditions; of none: all is true, any is false.</summary>
internal sealed record CombinedFilter(ImmutableArray<IRowFilter> Filters, bool All) : IRowFilter
{
    public bool Accepts(object row)
    {
        foreach (var filter in Filters)
        {
            if (filter.Accepts(row) != All)
            {
                return !All;
            }
        }

        return All;
    }
}
