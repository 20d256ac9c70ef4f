namespace Tsuba.Modules.Metrics;

/// <summary>What the values of a metric mean.</summary>
public enum MetricShape
{
    /// <summary>How much there is at the moment.</summary>
    Gauge = 0,

    /// <summary>A total that only grows while the daemon lives.</summary>
    Total = 1,

    /// <summary>A total that grows and shrinks.</summary>
    Level = 2,

    /// <summary>Measurements sorted into buckets.</summary>
    Histogram = 3,
}
