namespace Tsuba.Testing.Otlp;

/// <summary>A point of a metric that a receiver of OTLP was sent.</summary>
/// <param name="Resource">Attributes of the resource.</param>
/// <param name="Metric">Name of the metric.</param>
/// <param name="Kind">gauge, total (a monotonic sum), level (a sum that is not) or histogram; sums and histograms are cumulative.</param>
/// <param name="Labels">Attributes of the point, as <c>key=value</c> with commas.</param>
/// <param name="Value">The value; of a histogram the sum.</param>
/// <param name="Start">Since when it counts, nanoseconds; 0: it says none.</param>
/// <param name="Time">Of when it is, nanoseconds.</param>
/// <param name="Buckets">Counts of a histogram, and behind them its bounds, as <c>1 2 0 | 0.1 1</c>; else empty.</param>
public sealed record SentPoint(IReadOnlyDictionary<string, string> Resource, string Metric, string Kind, string Labels, double Value, ulong Start, ulong Time, string Buckets);
