using Tsuba.Modules.Metrics;
using Tsuba.Modules.Otlp.Contracts;

namespace Tsuba.Modules.Otlp.Internals;

/// <summary>
/// Makes one request of a daemon's metrics: totals and histograms as cumulative ones since the daemon began, so a request that is lost takes
/// nothing with it. Names and labels are those of <c>/metrics</c>; the daemon is the resource. Source: OTLP 1.x; OpenTelemetry, "Metrics data model".
/// </summary>
/// <param name="resource">The daemon.</param>
/// <param name="startUnixNano">Since when totals count, nanoseconds since 1970.</param>
internal sealed class MetricPoints(Resource resource, ulong startUnixNano)
{
    private const int Cumulative = 2;

    /// <summary>The request.</summary>
    /// <param name="readings">Metrics at a moment.</param>
    /// <param name="timeUnixNano">The moment.</param>
    public ExportRequest Make(IEnumerable<MetricReading> readings, ulong timeUnixNano)
    {
        var scope = new ScopePoints { Scope = new Scope { Name = "tsuba", Version = typeof(MetricPoints).Assembly.GetName().Version?.ToString(3) ?? "" } };
        scope.Metrics.AddRange(readings.Where(reading => reading.Series.Length > 0).Select(reading => Metric(reading, timeUnixNano)));
        return new ExportRequest { Resources = { new ResourcePoints { Resource = resource, Scopes = { scope } } } };
    }

    private Metric Metric(MetricReading reading, ulong time)
    {
        var metric = new Metric { Name = reading.Name, Description = reading.Help };
        switch (reading.Shape)
        {
            case MetricShape.Histogram:
                metric.Histogram = new HistogramPoints { Temporality = Cumulative, Points = { reading.Series.Select(series => Histogram(reading, series, time)) } };
                break;
            case MetricShape.Total or MetricShape.Level:
                metric.Sum = new SumPoints
                {
                    Temporality = Cumulative,
                    IsMonotonic = reading.Shape == MetricShape.Total,
                    Points = { reading.Series.Select(series => Number(series, startUnixNano, time)) },
                };
                break;
            default:
                metric.Gauge = new GaugePoints { Points = { reading.Series.Select(series => Number(series, 0, time)) } };
                break;
        }

        return metric;
    }

    private static Point Number(SeriesReading series, ulong start, ulong time)
    {
        var point = new Point { StartUnixNano = start, TimeUnixNano = time, Value = series.Value };
        point.Attributes.AddRange(series.Labels.Select(Attribute));
        return point;
    }

    private HistogramPoint Histogram(MetricReading reading, SeriesReading series, ulong time)
    {
        var point = new HistogramPoint { StartUnixNano = startUnixNano, TimeUnixNano = time, Count = (ulong)series.Count, Sum = series.Value };
        point.Buckets.AddRange(series.Buckets.Select(bucket => (ulong)bucket));
        point.Bounds.AddRange(reading.Bounds);
        point.Attributes.AddRange(series.Labels.Select(Attribute));
        return point;
    }

    private static Contracts.Attribute Attribute(KeyValuePair<string, string> label) => new() { Key = label.Key, Value = new AttributeValue { Text = label.Value } };
}
