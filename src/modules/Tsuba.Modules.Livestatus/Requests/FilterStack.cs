using Tsuba.Modules.Livestatus.Execution;

namespace Tsuba.Modules.Livestatus.Requests;

/// <summary>The stack that Filter, And, Or and Negate work on; WaitCondition has one of its own.</summary>
internal sealed class FilterStack
{
    private const int MostFilters = 10_000;
    private const int MostDepth = 200;

    private readonly List<(RowFilter Filter, int Depth)> _filters = [];

    public int Count => _filters.Count;

    /// <summary>Everything that is on it, of which all must hold.</summary>
    public CombinedFilter All => new(_filters.Select(entry => entry.Filter), all: true);

    /// <summary>Puts a condition on top. Returns what is wrong; empty: nothing.</summary>
    public string Push(RowFilter filter)
    {
        if (_filters.Count >= MostFilters)
        {
            return $"more than {MostFilters} filters";
        }

        _filters.Add((filter, 1));
        return "";
    }

    /// <summary>Takes the last conditions off and puts their combination on. Of none: all is true, any is false.</summary>
    public string Combine(int count, bool all)
    {
        if (count > _filters.Count)
        {
            return $"{count} filters are to be combined, and there are {_filters.Count}";
        }

        var taken = _filters.GetRange(_filters.Count - count, count);
        var depth = taken.Count == 0 ? 1 : taken.Max(entry => entry.Depth) + (count == 1 ? 0 : 1);
        if (depth > MostDepth)
        {
            return $"filters are nested more than {MostDepth} deep";
        }

        _filters.RemoveRange(_filters.Count - count, count);
        _filters.Add((count == 1 ? taken[0].Filter : new CombinedFilter(taken.Select(entry => entry.Filter), all), depth));
        return "";
    }

    public string Negate()
    {
        if (_filters.Count == 0)
        {
            return "there is no filter to negate";
        }

        var (filter, depth) = _filters[^1];
        if (depth >= MostDepth)
        {
            return $"filters are nested more than {MostDepth} deep";
        }

        _filters[^1] = (new NegatedFilter(filter), depth + 1);
        return "";
    }
}
