using Tsuba.Model.Plugins;
using Tsuba.Modules.History;

namespace Tsuba.Modules.Console.Api;

/// <summary>Turns results into graphs: one for each unit of the performance data, and one for how long the check took.</summary>
internal static class GraphSeries
{
    /// <summary>Most results that a graph is drawn from.</summary>
    public const int MostResults = 2000;

    // A plugin that invents a label with each run must not make a graph of thousands of lines.
    private const int MostSeries = 40;

    /// <summary>The graphs; empty where there is no result. Results come newest first.</summary>
    public static IReadOnlyList<ApiGraph> Of(IReadOnlyList<HistoryResult> results)
    {
        if (results.Count == 0)
        {
            return [];
        }

        var ascending = results.Reverse().ToList();
        double[] times = [.. ascending.Select(result => result.UtcMilliseconds / 1000.0)];
        var series = new Dictionary<(string Unit, string Label), double?[]>();
        for (var index = 0; index < ascending.Count; index++)
        {
            var reader = new PerfdataReader(ascending[index].Perfdata);
            while (reader.Read(out var written))
            {
                var item = written.Normalised();
                if (!series.TryGetValue((item.Unit.Text, item.Label), out var values))
                {
                    if (series.Count == MostSeries)
                    {
                        continue;
                    }

                    values = new double?[ascending.Count];
                    series[(item.Unit.Text, item.Label)] = values;
                }

                values[index] = item.Value;
            }
        }

        var graphs = series
            .GroupBy(entry => entry.Key.Unit, StringComparer.Ordinal)
            .OrderBy(group => group.Key, StringComparer.Ordinal)
            .Select(group => new ApiGraph(
                group.Count() == 1 ? group.First().Key.Label : "Performance data",
                group.Key,
                times,
                [.. group.OrderBy(entry => entry.Key.Label, StringComparer.Ordinal).Select(entry => new ApiSeries(entry.Key.Label, entry.Value))]));
        return
        [
            .. graphs,
            new ApiGraph("Time that the check took", "s", times, [new ApiSeries("execution", [.. ascending.Select(result => (double?)result.ExecutionSeconds)])]),
        ];
    }
}
