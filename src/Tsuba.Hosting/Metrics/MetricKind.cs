namespace Tsuba.Hosting.Metrics;

/// <summary>How measurements of an instrument add up.</summary>
internal enum MetricKind
{
    /// <summary>Measurements are increments.</summary>
    Counter,

    /// <summary>Measurements are totals that only grow.</summary>
    ObservedCounter,

    /// <summary>Measurements are increments up and down.</summary>
    UpDown,

    /// <summary>The last measurement counts.</summary>
    Gauge,

    /// <summary>Measurements are sorted into buckets.</summary>
    Histogram,
}
