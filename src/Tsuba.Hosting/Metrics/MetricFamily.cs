using System.Collections.Immutable;
using System.Diagnostics.Metrics;
using System.Globalization;
using System.Text;
using Tsuba.Modules.Metrics;

namespace Tsuba.Hosting.Metrics;

/// <summary>All series of one instrument. At most 1000; measurements of further label sets are counted and left out.</summary>
internal sealed class MetricFamily
{
    private const int MaxSeries = 1000;

    private static readonly double[] DefaultBounds =
        [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60];

    private readonly string _name;
    private readonly string _help;
    private readonly MetricKind _kind;
    private readonly double[] _bounds;
    private readonly Dictionary<string, MetricSeries> _series = new(StringComparer.Ordinal);
    private readonly Lock _lock = new();
    private long _leftOut;

    public MetricFamily(string name, Instrument instrument)
    {
        _name = name;
        _help = instrument.Description ?? "";
        _kind = KindOf(instrument);
        _bounds = _kind == MetricKind.Histogram ? BoundsOf(instrument) : [];
    }

    public void Record(double value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        var labels = Labels(tags);
        lock (_lock)
        {
            if (!_series.TryGetValue(labels, out var series))
            {
                if (_series.Count >= MaxSeries)
                {
                    _leftOut++;
                    return;
                }

                series = new MetricSeries(Read(tags), _bounds);
                _series.Add(labels, series);
            }

            series.Record(value, _kind);
        }
    }

    public MetricReading Read()
    {
        lock (_lock)
        {
            var shape = _kind switch
            {
                MetricKind.Counter or MetricKind.ObservedCounter => MetricShape.Total,
                MetricKind.UpDown => MetricShape.Level,
                MetricKind.Histogram => MetricShape.Histogram,
                _ => MetricShape.Gauge,
            };
            return new MetricReading(_name, _help, shape, [.. _bounds], [.. _series.Values.Select(series => series.Read(_kind))]);
        }
    }

    public void Write(StringBuilder text)
    {
        lock (_lock)
        {
            var kind = _kind switch
            {
                MetricKind.Counter or MetricKind.ObservedCounter => "counter",
                MetricKind.Histogram => "histogram",
                _ => "gauge",
            };
            text.Append(CultureInfo.InvariantCulture, $"# HELP {_name} {Escape(_help)}\n# TYPE {_name} {kind}\n");
            foreach (var (labels, series) in _series)
            {
                series.Write(text, _name, labels, _kind);
            }

            if (_leftOut > 0)
            {
                text.Append(CultureInfo.InvariantCulture, $"# {_leftOut} measurements of more than {MaxSeries} label sets left out\n");
            }
        }
    }

    private static MetricKind KindOf(Instrument instrument)
    {
        var type = instrument.GetType().Name;
        return type switch
        {
            _ when type.StartsWith("ObservableCounter", StringComparison.Ordinal) => MetricKind.ObservedCounter,
            _ when type.StartsWith("Counter", StringComparison.Ordinal) => MetricKind.Counter,
            _ when type.StartsWith("UpDownCounter", StringComparison.Ordinal) => MetricKind.UpDown,
            _ when type.StartsWith("Histogram", StringComparison.Ordinal) => MetricKind.Histogram,
            _ => MetricKind.Gauge,
        };
    }

    private static double[] BoundsOf(Instrument instrument) => instrument switch
    {
        Histogram<double> { Advice.HistogramBucketBoundaries: { } bounds } => [.. bounds],
        Histogram<long> { Advice.HistogramBucketBoundaries: { } bounds } => [.. bounds.Select(bound => (double)bound)],
        Histogram<int> { Advice.HistogramBucketBoundaries: { } bounds } => [.. bounds.Select(bound => (double)bound)],
        _ => DefaultBounds,
    };

    private static ImmutableArray<KeyValuePair<string, string>> Read(ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        var labels = ImmutableArray.CreateBuilder<KeyValuePair<string, string>>(tags.Length);
        foreach (var (key, value) in tags)
        {
            labels.Add(KeyValuePair.Create(key, Convert.ToString(value, CultureInfo.InvariantCulture) ?? ""));
        }

        return labels.MoveToImmutable();
    }

    private static string Labels(ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        if (tags.IsEmpty)
        {
            return "";
        }

        var text = new StringBuilder();
        foreach (var (key, value) in tags)
        {
            var shown = Convert.ToString(value, CultureInfo.InvariantCulture) ?? "";
            text.Append(text.Length == 0 ? "" : ",").Append(key).Append("=\"").Append(Escape(shown).Replace("\"", "\\\"", StringComparison.Ordinal)).Append('"');
        }

        return text.ToString();
    }

    private static string Escape(string text) =>
        text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal);
}
