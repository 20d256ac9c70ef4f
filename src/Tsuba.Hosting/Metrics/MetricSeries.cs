using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using Tsuba.Modules.Metrics;

namespace Tsuba.Hosting.Metrics;

/// <summary>One label set of an instrument.</summary>
internal sealed class MetricSeries
{
    private readonly ImmutableArray<KeyValuePair<string, string>> _labels;
    private readonly double[] _bounds;
    private readonly long[] _buckets;
    private double _value;
    private long _count;

    public MetricSeries(ImmutableArray<KeyValuePair<string, string>> labels, double[] bounds)
    {
        _labels = labels;
        _bounds = bounds;
        _buckets = new long[bounds.Length];
    }

    public void Record(double value, MetricKind kind)
    {
        if (kind is MetricKind.Gauge or MetricKind.ObservedCounter)
        {
            _value = value;
            return;
        }

        _value += value;
        _count++;
        var index = Array.FindIndex(_bounds, bound => value <= bound);
        if (index >= 0)
        {
            _buckets[index]++;
        }
    }

    public SeriesReading Read(MetricKind kind) => new(
        _labels, _value, _count, kind == MetricKind.Histogram ? [.. _buckets, _count - _buckets.Sum()] : []);

    public void Write(StringBuilder text, string name, string labels, MetricKind kind)
    {
        var braces = labels.Length == 0 ? "" : $"{{{labels}}}";
        if (kind != MetricKind.Histogram)
        {
            text.Append(CultureInfo.InvariantCulture, $"{name}{braces} {_value:R}\n");
            return;
        }

        var lead = labels.Length == 0 ? "" : labels + ",";
        var below = 0L;
        for (var index = 0; index < _bounds.Length; index++)
        {
            below += _buckets[index];
            text.Append(CultureInfo.InvariantCulture, $"{name}_bucket{{{lead}le=\"{_bounds[index]:R}\"}} {below}\n");
        }

        text.Append(CultureInfo.InvariantCulture, $"{name}_bucket{{{lead}le=\"+Inf\"}} {_count}\n");
        text.Append(CultureInfo.InvariantCulture, $"{name}_sum{braces} {_value:R}\n{name}_count{braces} {_count}\n");
    }
}
