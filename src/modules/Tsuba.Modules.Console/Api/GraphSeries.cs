using Tsuba.Modules.History;

namespace Tsuba.Modules.Console.Api;

/// <summary>Turns series into graphs: one for each unit of the performance data, and one for how long the check took.</summary>
internal static class GraphSeries
{
    /// <summary>The graphs; empty where there is no series.</summary>
    public static IReadOnlyList<ApiGraph> Of(IReadOnlyList<HistorySeries> series, string source) =>
    [
        .. series
            .GroupBy(one => (one.IsOfCheck, one.Unit))
            .OrderBy(group => group.Key.IsOfCheck)
            .ThenBy(group => group.Key.Unit, StringComparer.Ordinal)
            .Select(group => Graph([.. group], source)),
    ];

    private static ApiGraph Graph(IReadOnlyList<HistorySeries> group, string source)
    {
        // Series of one graph share the axis of times; a series has no value where only others have one.
        long[] times = [.. group.SelectMany(one => one.Samples).Select(sample => sample.UtcSeconds).Distinct().Order()];
        var places = times.Select((time, index) => (time, index)).ToDictionary(pair => pair.time, pair => pair.index);
        var title = group[0].IsOfCheck ? "Time that the check took" : group.Count == 1 ? group[0].Label : "Performance data";
        return new ApiGraph(title, group[0].Unit, [.. times.Select(time => (double)time)], [.. group.Select(one => Series(one, places))], group[0].IsOfCheck ? ConsoleSite.FromHistory : source);
    }

    private static ApiSeries Series(HistorySeries series, Dictionary<long, int> places)
    {
        var isSampled = series.Samples.Any(sample => sample.SpanSeconds > 0);
        return new ApiSeries(
            series.Label,
            Values(series, places, sample => sample.Average),
            isSampled ? Values(series, places, sample => sample.Minimum) : null,
            isSampled ? Values(series, places, sample => sample.Maximum) : null);
    }

    private static double?[] Values(HistorySeries series, Dictionary<long, int> places, Func<HistorySample, double> value)
    {
        var values = new double?[places.Count];
        foreach (var sample in series.Samples)
        {
            values[places[sample.UtcSeconds]] = value(sample);
        }

        return values;
    }
}
