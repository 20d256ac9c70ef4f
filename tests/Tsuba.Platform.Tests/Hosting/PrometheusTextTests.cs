using System.Diagnostics.Metrics;
using Tsuba.Hosting.Metrics;

namespace Tsuba.Platform.Tests.Hosting;

public sealed class PrometheusTextTests
{
    [Fact]
    public void Write_EveryKind_FollowsTheFormat()
    {
        using var meters = new DaemonMeterFactory();
        using var text = new PrometheusText(meters);
        var meter = meters.Create("Test");
        var counter = meter.CreateCounter<long>("tsuba_things_total", description: "Things.");
        counter.Add(2, new KeyValuePair<string, object?>("kind", "a\"b\\c\nd"));
        counter.Add(3, new KeyValuePair<string, object?>("kind", "a\"b\\c\nd"));
        meter.CreateObservableGauge("tsuba.depth", () => 1.5);
        var histogram = meter.CreateHistogram(
            "tsuba_wait_seconds", advice: new InstrumentAdvice<double> { HistogramBucketBoundaries = [0.1, 1] });
        histogram.Record(0.05);
        histogram.Record(0.5);
        histogram.Record(7);

        Assert.Equal(
            """
            # HELP tsuba_depth 
            # TYPE tsuba_depth gauge
            tsuba_depth 1.5
            # HELP tsuba_things_total Things.
            # TYPE tsuba_things_total counter
            tsuba_things_total{kind="a\"b\\c\nd"} 5
            # HELP tsuba_wait_seconds 
            # TYPE tsuba_wait_seconds histogram
            tsuba_wait_seconds_bucket{le="0.1"} 1
            tsuba_wait_seconds_bucket{le="1"} 2
            tsuba_wait_seconds_bucket{le="+Inf"} 3
            tsuba_wait_seconds_sum 7.55
            tsuba_wait_seconds_count 3

            """,
            text.Write());
    }

    [Fact]
    public void Write_MetersOfAnotherDaemon_AreNotShown()
    {
        using var mine = new DaemonMeterFactory();
        using var other = new DaemonMeterFactory();
        using var text = new PrometheusText(mine);
        other.Create("Test").CreateCounter<long>("tsuba_other_total").Add(1);

        Assert.Equal("", text.Write());
    }

    [Fact]
    public void Record_LabelsWithoutBound_AreLeftOutAndCounted()
    {
        using var meters = new DaemonMeterFactory();
        using var text = new PrometheusText(meters);
        var counter = meters.Create("Test").CreateCounter<long>("tsuba_many_total");
        for (var label = 0; label < 1500; label++)
        {
            counter.Add(1, new KeyValuePair<string, object?>("label", label));
        }

        var lines = text.Write().Split('\n');

        Assert.Equal(1000, lines.Count(line => line.StartsWith("tsuba_many_total{", StringComparison.Ordinal)));
        Assert.Contains("# 500 measurements of more than 1000 label sets left out", lines);
    }
}
