using System.Globalization;
using Tsuba.System.Tests.Sites;
using Tsuba.Testing.Otlp;

namespace Tsuba.System.Tests;

/// <summary>Every daemon of a site sends its own metrics by OTLP where the settings name a receiver.</summary>
public sealed class DaemonMetricsTests
{
    private static readonly string[] Roles = ["arbiter", "broker", "poller", "reactionner", "receiver", "scheduler", "synchronizer"];

    [Fact]
    public async Task Receiver_GetsTheMetricsOfAllSevenDaemons()
    {
        await using var receiver = new MetricsReceiver();
        var port = await receiver.StartAsync();
        await using var site = await RunningSite.StartAsync(
            CheckedSite.Text(2, _ => null),
            new Dictionary<string, string> { ["TSUBA_OTLP_ENDPOINT"] = string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{port}"), ["TSUBA_OTLP_INTERVAL"] = "1" });

        await site.UntilAsync("every role has sent", () => Task.FromResult(
            receiver.Requests.SelectMany(points => points).Select(point => point.Resource["tsuba.role"]).Distinct().Order(StringComparer.Ordinal).SequenceEqual(Roles)));
        await site.UntilAsync("the poller's total grows", () => Task.FromResult(
            receiver.Requests.SelectMany(points => points).Where(point => point is { Metric: "tsuba_poller_finished_total", Kind: "total" }).Select(point => point.Value).Distinct().Count() > 1));
    }
}
