using Tsuba.LiveState;
using Tsuba.Model.Plugins;
using Tsuba.Modules.Otlp.Contracts;
using Tsuba.Protocol.Contracts;

namespace Tsuba.Modules.Otlp.Points;

/// <summary>
/// Makes the points of a check result: gauges <c>state_check.perfdata</c> and <c>state_check.threshold</c>, as Icinga 2.16 names them, in base
/// units and with the time of the check; the item is the resource. Source: reference/conventions.md 10.
/// </summary>
/// <param name="site">Name of the site.</param>
/// <param name="withThresholds">Whether thresholds are sent.</param>
internal sealed class PerfdataPoints(string site, bool withThresholds)
{
    private const ulong NanosecondsInMillisecond = 1_000_000;

    /// <summary>Adds the points of a result; returns how many.</summary>
    public int Append(ExportRequest request, LiveItem item, CheckResultEvent result)
    {
        if (result.Perfdata.Length == 0 || !item.Definition.Check.ProcessPerfdata)
        {
            return 0;
        }

        var time = (ulong)Math.Max(0, result.StartUtcMs) * NanosecondsInMillisecond;
        var values = new GaugePoints();
        var thresholds = new GaugePoints();
        var reader = new PerfdataReader(result.Perfdata);
        while (reader.Read(out var written))
        {
            var metric = written.Normalised();
            if (metric.Value is { } value && double.IsFinite(value))
            {
                values.Points.Add(Point(metric, time, value, ""));
                Thresholds(thresholds, metric, time);
            }
        }

        if (values.Points.Count == 0)
        {
            return 0;
        }

        var scope = new ScopePoints { Scope = new Scope { Name = "tsuba", Version = typeof(PerfdataPoints).Assembly.GetName().Version?.ToString(3) ?? "" } };
        scope.Metrics.Add(new Metric { Name = "state_check.perfdata", Gauge = values });
        if (thresholds.Points.Count > 0)
        {
            scope.Metrics.Add(new Metric { Name = "state_check.threshold", Gauge = thresholds });
        }

        request.Resources.Add(new ResourcePoints { Resource = ResourceOf(item), Scopes = { scope } });
        return values.Points.Count + thresholds.Points.Count;
    }

    private void Thresholds(GaugePoints target, PerfdataItem metric, ulong time)
    {
        if (!withThresholds)
        {
            return;
        }

        foreach (var (type, value) in new[] { ("warning", Bound(metric.Warning)), ("critical", Bound(metric.Critical)), ("min", metric.Minimum), ("max", metric.Maximum) })
        {
            if (value is { } number && double.IsFinite(number))
            {
                target.Points.Add(Point(metric, time, number, type));
            }
        }
    }

    private Resource ResourceOf(LiveItem item)
    {
        var name = item.Definition.Name;
        var resource = new Resource();
        Add(resource.Attributes, "service.name", "tsuba");
        Add(resource.Attributes, "tsuba.site", site);
        Add(resource.Attributes, "tsuba.host.name", name.Host);
        Add(resource.Attributes, "tsuba.service.name", name.Description ?? "");
        Add(resource.Attributes, "tsuba.command.name", item.Definition.CheckCommand?.Command?.Name ?? "");
        return resource;
    }

    private static Point Point(PerfdataItem metric, ulong time, double value, string threshold)
    {
        var point = new Point { TimeUnixNano = time, Value = value };
        Add(point.Attributes, "perfdata_label", metric.Label);
        Add(point.Attributes, "unit", metric.Unit.Text);
        Add(point.Attributes, "threshold_type", threshold);
        return point;
    }

    private static void Add(Google.Protobuf.Collections.RepeatedField<Contracts.Attribute> attributes, string key, string value)
    {
        if (value.Length > 0)
        {
            attributes.Add(new Contracts.Attribute { Key = key, Value = new AttributeValue { Text = value } });
        }
    }

    // A range is one number where a graph wants a line: its upper end, or the lower where there is none.
    private static double? Bound(ThresholdRange? range) => range switch
    {
        { End: var end } when double.IsFinite(end) => end,
        { Start: var start } when double.IsFinite(start) => start,
        _ => null,
    };
}
