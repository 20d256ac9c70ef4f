using System.Diagnostics.Metrics;
using System.Globalization;
using Microsoft.Extensions.Logging.Abstractions;
using Tsuba.Hosting.Metrics;
using Tsuba.Modules.Otlp.Internals;
using Tsuba.Modules.Tests.Passive;
using Tsuba.Testing.Otlp;

namespace Tsuba.Modules.Tests.Otlp;

/// <summary>A daemon's own metrics, from real instruments to a receiver that reads the protocol by itself.</summary>
public sealed class DaemonMetricsTests : IAsyncLifetime
{
    private readonly DaemonMeterFactory _meters = new();
    private readonly PrometheusText _text;
    private readonly Counter<long> _things;
    private readonly CancellationTokenSource _stop = new();
    private readonly MetricsReceiver _receiver = new();
    private DaemonMetrics? _metrics;
    private Task _running = Task.CompletedTask;

    public DaemonMetricsTests()
    {
        _text = new PrometheusText(_meters);
        _things = _meters.Create("Test").CreateCounter<long>("tsuba_things_total", description: "Things.");
    }

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync()
    {
        await StopAsync();
        _metrics?.Dispose();
        await _receiver.DisposeAsync();
        _stop.Dispose();
        _text.Dispose();
        _meters.Dispose();
    }

    [Fact]
    public async Task Instrument_OfEachShape_ArrivesAsItIsAtMetrics()
    {
        var meter = _meters.Create("Test");
        _things.Add(2, new KeyValuePair<string, object?>("kind", "a\"b"), new KeyValuePair<string, object?>("part", 7));
        _things.Add(3, new KeyValuePair<string, object?>("kind", "a\"b"), new KeyValuePair<string, object?>("part", 7));
        meter.CreateObservableGauge("tsuba_depth", () => 1.5);
        meter.CreateObservableCounter("tsuba_bytes_total", () => 0L);
        meter.CreateUpDownCounter<int>("tsuba_open").Add(-4);
        var wait = meter.CreateHistogram("tsuba_wait_seconds", advice: new InstrumentAdvice<double> { HistogramBucketBoundaries = [0.1, 1] });
        foreach (var seconds in new[] { 0.05, 0.5, 7, 0.25 })
        {
            wait.Record(seconds);
        }

        Start(await _receiver.StartAsync(), ("otlp_headers", "x-api-key=of the site"));
        var points = await NextAsync();

        Assert.Equal(
            [
                "gauge tsuba_depth{} 1.5 ",
                "histogram tsuba_wait_seconds{} 7.8 1 2 1 | 0.1 1",
                "level tsuba_open{} -4 ",
                "total tsuba_bytes_total{} 0 ",
                "total tsuba_things_total{kind=a\"b,part=7} 5 ",
            ],
            points.Where(point => point.Metric != "tsuba_daemon_metrics_sendings_total")
                .Select(point => string.Create(CultureInfo.InvariantCulture, $"{point.Kind} {point.Metric}{{{point.Labels}}} {point.Value} {point.Buckets}")).Order(StringComparer.Ordinal));
        Assert.Equal("of the site", _receiver.Key);
        var resource = points[0].Resource;
        Assert.Equal(("tsuba", "test", "poller", "poller-1"), (resource["service.name"], resource["tsuba.site"], resource["tsuba.role"], resource["tsuba.daemon.name"]));
        Assert.All(points, point => Assert.Equal(point.Kind != "gauge", point.Start > 0));
        Assert.All(points, point => Assert.True(point.Time >= point.Start, $"{point.Metric}: {point.Start} to {point.Time}"));
    }

    [Fact]
    public async Task Receiver_AwayAndBack_HasTheTotalsOfNow_AndFailuresAreCounted()
    {
        using var sendings = new CounterReader(_meters, "tsuba_daemon_metrics_sendings_total", "outcome");
        _receiver.Status = 503;
        _things.Add(1);
        Start(await _receiver.StartAsync(), ("otlp_interval", "0.1"));
        await sendings.ReachesAsync(2, "failed");
        _things.Add(41);
        _receiver.Status = 200;

        var first = Total(await NextAsync());
        Assert.Equal(42, first.Value);
        Assert.True(sendings.Of("failed") >= 2);
        await sendings.ReachesAsync(2, "taken");
        var second = Total(await NextAsync());
        Assert.Equal((42, first.Start), (second.Value, second.Start));
        Assert.True(second.Time > first.Time);
    }

    [Fact]
    public async Task Request_ThatIsNeverTaken_IsCounted_AndTheNextOneIsSent()
    {
        using var sendings = new CounterReader(_meters, "tsuba_daemon_metrics_sendings_total", "outcome");
        _receiver.Status = 400;
        Start(await _receiver.StartAsync(), ("otlp_interval", "0.1"));

        await sendings.ReachesAsync(2, "rejected");
    }

    [Fact]
    public async Task Stop_SendsWhatWasCountedSinceTheLastTime()
    {
        _things.Add(1);
        Start(await _receiver.StartAsync(), ("otlp_interval", "3600"));
        Assert.Equal(1, Total(await NextAsync()).Value);
        _things.Add(1);

        await StopAsync();

        Assert.Equal(2, Total(await NextAsync()).Value);
        Assert.Empty(_receiver.Requests);
    }

    [Theory]
    [InlineData("otlp_endpoint", "http://collector.example.org:4318")]
    [InlineData("otlp_endpoint", "https://user:secret@collector.example.org")]
    [InlineData("otlp_headers", "secret")]
    [InlineData("otlp_interval", "often")]
    public void Setting_WithoutSense_IsRefusedByNameWithoutSecrets(string key, string value)
    {
        var fault = Assert.Throws<InvalidDataException>(() => Make(4318, (key, value)));

        Assert.Contains(key, fault.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Endpoint_ThatIsNotSet_SendsNothing() => Assert.Null(Make(4318, ("otlp_endpoint", "")));

    private void Start(int port, params (string Key, string Value)[] settings)
    {
        _metrics = Make(port, settings);
        _running = _metrics!.RunAsync(_stop.Token);
    }

    private DaemonMetrics? Make(int port, params (string Key, string Value)[] settings)
    {
        var all = new Dictionary<string, string> { ["otlp_endpoint"] = string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{port}") };
        foreach (var (key, value) in settings)
        {
            all[key] = value;
        }

        return DaemonMetrics.From(all, new DaemonIdentity("test", "poller", "poller-1", "run"), TimeProvider.System, NullLoggerFactory.Instance, _meters, _text.Read);
    }

    private async Task StopAsync()
    {
        await _stop.CancelAsync();
        await _running;
    }

    private async Task<IReadOnlyList<SentPoint>> NextAsync()
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        while (true)
        {
            if (_receiver.Requests.TryDequeue(out var points))
            {
                return points;
            }

            await Task.Delay(20, patience.Token);
        }
    }

    private static SentPoint Total(IEnumerable<SentPoint> points) => points.Single(point => point.Metric == "tsuba_things_total");
}
