using Tsuba.Modules.History;

namespace Tsuba.Modules.Console.Api;

/// <summary>Turns results into graphs: one for each unit of the performance data, and one for how long the check took.</summary>
internal static class GraphSeries
{
    /// <summary>Most results that a graph is drawn from.</summary>
    public const int MostResults = 2000;

    /// <summary>The graphs; empty where there is no result. Results come newest first.</summary>
    public static IReadOnlyList<ApiGraph> Of(IReadOnlyList<HistoryResult> results)
    {
        if (results.Count == 0)
        {
            return [];
        }

        var ascending = results.Reverse().ToList();
        double[] times = [.. ascending.Select(result => result.UtcMilliseconds / 1000.0)];
        return [new ApiGraph("Time that the check took", "s", times, [new ApiSeries("execution", [.. ascending.Select(result => (double?)result.ExecutionSeconds)])])];
    }
}
