using System.Collections.Immutable;

namespace Tsuba.Modules.Metrics;

/// <summary>The value of a metric for one set of labels.</summary>
/// <param name="Labels">Labels.</param>
/// <param name="Value">The value; of a histogram the sum of its measurements.</param>
/// <param name="Count">Measurements of a histogram.</param>
/// <param name="Buckets">Measurements in each bucket of a histogram, those without bound last; else empty.</param>
public sealed record SeriesReading(ImmutableArray<KeyValuePair<string, string>> Labels, double Value, long Count, ImmutableArray<long> Buckets);
