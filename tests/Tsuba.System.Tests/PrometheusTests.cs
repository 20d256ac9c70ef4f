using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Tsuba.System.Tests.Sites;
using Tsuba.Testing.Requirements;

namespace Tsuba.System.Tests;

/// <summary>Debian's Prometheus scrapes <c>/metrics</c> of every daemon, with a certificate of the role monitor.</summary>
public sealed class PrometheusTests
{
    private static readonly (string Role, int Port)[] Daemons =
    [
        ("synchronizer", 7765), ("scheduler", 7768), ("reactionner", 7769), ("arbiter", 7770), ("poller", 7771), ("broker", 7772), ("receiver", 7773),
    ];

    [RequiresFact(Requirement.Prometheus)]
    public async Task Prometheus_ScrapesAllSevenDaemons()
    {
        await using var site = await RunningSite.StartAsync(CheckedSite.Text(2, _ => null));
        await site.RunVerbAsync("pki", "issue", "monitor", "prometheus");
        var folder = Directory.CreateDirectory(Path.Combine(site.Directory, "prometheus")).FullName;
        var port = 9090 + site.Offset;
        await File.WriteAllTextAsync(Path.Combine(folder, "prometheus.yml"), Settings(site));
        using var prometheus = Process.Start(new ProcessStartInfo(
            RequirementProbe.PrometheusPath!,
            [
                $"--config.file={folder}/prometheus.yml", $"--storage.tsdb.path={folder}/data",
                string.Create(CultureInfo.InvariantCulture, $"--web.listen-address=127.0.0.1:{port}"), "--log.level=warn",
            ]))!;
        try
        {
            using var client = new HttpClient { BaseAddress = new Uri(string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{port}/")) };
            await site.UntilAsync("all daemons are up for Prometheus", async () =>
                (await QueryAsync(client, "up == 1")).Select(series => series.GetProperty("metric").GetProperty("role").GetString()!).Order().SequenceEqual(Daemons.Select(daemon => daemon.Role).Order()));
            await site.UntilAsync("the poller's counter counts", async () =>
                (await QueryAsync(client, "tsuba_poller_finished_total")) is [var series] && series.GetProperty("value")[1].GetString() is not (null or "0"));
        }
        finally
        {
            prometheus.Kill();
            await prometheus.WaitForExitAsync();
        }
    }

    private static string Settings(RunningSite site)
    {
        var pki = Path.Combine(site.State, "pki");
        var targets = Daemons.Select(daemon => string.Create(
            CultureInfo.InvariantCulture, $"      - targets: ['127.0.0.1:{daemon.Port + site.Offset}']\n        labels: {{ role: {daemon.Role} }}\n"));
        return $"""
            global:
              scrape_interval: 1s
            scrape_configs:
              - job_name: tsuba
                scheme: https
                tls_config:
                  ca_file: {pki}/ca.pem
                  cert_file: {pki}/monitor-prometheus.pem
                  key_file: {pki}/monitor-prometheus.key
                static_configs:

            """ + string.Concat(targets);
    }

    // Nothing while it starts.
    private static async Task<List<JsonElement>> QueryAsync(HttpClient client, string query)
    {
        try
        {
            using var document = JsonDocument.Parse(await client.GetStringAsync("api/v1/query?query=" + Uri.EscapeDataString(query)));
            return [.. document.RootElement.GetProperty("data").GetProperty("result").EnumerateArray().Select(series => series.Clone())];
        }
        catch (HttpRequestException)
        {
            return [];
        }
    }
}
