using System.Globalization;
using Tsuba.Model.Plugins;

namespace Tsuba.Modules.Livestatus.Execution;

/// <summary>Aggregates of performance data: one for each label, written as <c>label=value</c> in the order of the labels.</summary>
internal sealed class PerfdataSums
{
    // A plugin that invents labels fills no memory with them.
    private const int MostLabels = 1_000;

    private readonly SortedDictionary<string, StatsSum> _sums = new(StringComparer.Ordinal);

    public void Add(string perfdata)
    {
        var reader = new PerfdataReader(perfdata);
        while (reader.Read(out var item))
        {
            if (item.Value is not { } value || (_sums.Count >= MostLabels && !_sums.ContainsKey(item.Label)))
            {
                continue;
            }

            var sum = _sums.GetValueOrDefault(item.Label);
            sum.Add(value);
            _sums[item.Label] = sum;
        }
    }

    public string Result(StatsFunction function) =>
        string.Join(' ', _sums.Select(pair => string.Create(CultureInfo.InvariantCulture, $"{pair.Key}={pair.Value.Result(function)}")));
}
