using Tsuba.Model.Plugins;

namespace Tsuba.Modules.History.Sampling;

/// <summary>The numbers of one result: its performance data in base units, and how long and how late the check ran.</summary>
internal static class ResultValues
{
    /// <summary>Label of how long the check took, in seconds.</summary>
    public const string Execution = "execution";

    /// <summary>Label of how late the check began, in seconds.</summary>
    public const string Latency = "latency";

    /// <summary>Gives each number to <paramref name="take"/>.</summary>
    public static void Read(string perfdata, double executionSeconds, double latencySeconds, Action<SeriesName, double> take)
    {
        var reader = new PerfdataReader(perfdata);
        while (reader.Read(out var written))
        {
            var item = written.Normalised();
            if (item.Value is { } value && double.IsFinite(value))
            {
                take(new SeriesName(item.Label, item.Unit.Text, IsOfCheck: false), value);
            }
        }

        take(new SeriesName(Execution, "s", IsOfCheck: true), executionSeconds);
        take(new SeriesName(Latency, "s", IsOfCheck: true), latencySeconds);
    }
}
