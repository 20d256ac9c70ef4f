using System.Globalization;
using System.Text;
using Tsuba.LiveState;
using Tsuba.Model.Objects;
using Tsuba.Model.Plugins;
using Tsuba.Protocol.Contracts;

namespace Tsuba.Modules.Graphite.Lines;

/// <summary>
/// The lines of a check result: <c>[_GRAPHITE_PRE.]host[.source].service[._GRAPHITE_POST].metric value seconds</c>, with <c>metric_warn</c> and
/// <c>metric_crit</c> where both thresholds are there, <c>metric_min</c> and <c>metric_max</c> where they are asked for and there. Values stand as the plugin wrote them, in its unit, as Shinken's module sends them.
/// </summary>
internal sealed class MetricLines(GraphiteSettings settings)
{
    private const string Before = "GRAPHITE_PRE";
    private const string After = "GRAPHITE_POST";

    private readonly string _source = MetricPath.Prefix(settings.DataSource);

    /// <summary>Appends the lines of a result; returns how many.</summary>
    /// <param name="item">The item.</param>
    /// <param name="result">Its result.</param>
    /// <param name="target">Where to.</param>
    public int Append(LiveItem item, CheckResultEvent result, StringBuilder target)
    {
        if (result.Perfdata.Length == 0 || !item.Definition.Check.ProcessPerfdata)
        {
            return 0;
        }

        var path = PathOf(item);
        var seconds = Seconds(result).ToString(CultureInfo.InvariantCulture);
        var count = 0;
        var reader = new PerfdataReader(result.Perfdata);
        while (reader.Read(out var metric))
        {
            if (metric.Value is not { } value || !double.IsFinite(value))
            {
                continue;
            }

            var name = MetricPath.Metric(metric.Label);
            count += Append(target, path, name, "", value, seconds);
            if (Threshold(metric.Warning) is { } warning && Threshold(metric.Critical) is { } critical)
            {
                count += Append(target, path, name, "_warn", warning, seconds);
                count += Append(target, path, name, "_crit", critical, seconds);
            }

            count += AppendLimit(target, path, name, "_min", metric.Minimum, seconds);
            count += AppendLimit(target, path, name, "_max", metric.Maximum, seconds);
        }

        return count;
    }

    /// <summary>Labels and units of performance data as the plugin wrote them, by the names of their metrics.</summary>
    public static Dictionary<string, (string Label, string Unit)> NamesOf(string perfdata)
    {
        var names = new Dictionary<string, (string Label, string Unit)>(StringComparer.Ordinal);
        var reader = new PerfdataReader(perfdata);
        while (reader.Read(out var metric))
        {
            names[MetricPath.Metric(metric.Label)] = (metric.Label, metric.Unit.Text);
        }

        return names;
    }

    /// <summary>The path of an item, which the names of its metrics follow.</summary>
    public string PathOf(LiveItem item)
    {
        var host = item as LiveHost ?? ((LiveService)item).Host;
        var before = MetricPath.Prefix(Custom(host.Definition, Before));
        var name = MetricPath.Element(host.Host.HostName);
        return item is LiveService service
            ? MetricPath.Join(before, name, _source, MetricPath.Element(service.Service.Description), MetricPath.Prefix(Custom(service.Service, After)))
            : MetricPath.Join(before, name, _source, MetricPath.HostCheck);
    }

    // The check's own time; where it was only a little late, the time that it was planned for, so that values keep an even distance.
    private long Seconds(CheckResultEvent result)
    {
        var start = result.StartUtcMs / 1000.0;
        return (long)Math.Floor(result.LatencySeconds > 0 && result.LatencySeconds <= settings.LatencyLimitSeconds ? start - result.LatencySeconds : start);
    }

    private int AppendLimit(StringBuilder target, string path, string name, string suffix, double? limit, string seconds) =>
        settings.SendsMinMax && limit is { } value && double.IsFinite(value) ? Append(target, path, name, suffix, value, seconds) : 0;

    private static int Append(StringBuilder target, string path, string name, string suffix, double value, string seconds)
    {
        target.Append(path).Append('.').Append(name).Append(suffix).Append(' ')
            .Append(CultureInfo.InvariantCulture, $"{value:R}").Append(' ').Append(seconds).Append('\n');
        return 1;
    }

    // A range is one number where a graph wants a line: its upper end, or the lower where there is none.
    private static double? Threshold(ThresholdRange? range) => range switch
    {
        { End: var end } when double.IsFinite(end) => end,
        { Start: var start } when double.IsFinite(start) => start,
        _ => null,
    };

    private static string Custom(Item item, string name) =>
        item.CustomVariables.FirstOrDefault(variable => variable.Name == name).Value ?? "";
}
