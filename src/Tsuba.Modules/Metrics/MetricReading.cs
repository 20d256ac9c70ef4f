using System.Collections.Immutable;

namespace Tsuba.Modules.Metrics;

/// <summary>One metric of a daemon as it stands at a moment, the same as at <c>/metrics</c>.</summary>
/// <param name="Name">Its name, in snake case with its unit.</param>
/// <param name="Help">What it counts.</param>
/// <param name="Shape">What its values mean.</param>
/// <param name="Bounds">Upper bounds of buckets, ascending, for a histogram; else empty. One more bucket follows without bound.</param>
/// <param name="Series">Its values, one for each set of labels.</param>
public sealed record MetricReading(string Name, string Help, MetricShape Shape, ImmutableArray<double> Bounds, ImmutableArray<SeriesReading> Series);
