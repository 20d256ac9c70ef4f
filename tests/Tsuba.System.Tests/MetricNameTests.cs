using System.Globalization;
using Tsuba.Hosting.Lifecycle;
using Tsuba.Model.Items;
using Tsuba.System.Tests.Sites;

namespace Tsuba.System.Tests;

/// <summary>The names that dashboards know whatever the role: those of docs/guide/metrics.md, on the daemons that it says.</summary>
public sealed class MetricNameTests
{
    private static readonly string[] OfEach =
        ["tsuba_build_info", "tsuba_certificate_expiry_timestamp_seconds", "tsuba_process_resident_bytes", "tsuba_config_generation", "tsuba_role_active"];

    private static readonly string[] OfQueues = ["tsuba_queue_bytes", "tsuba_queue_dropped_total"];

    private static readonly (int Port, string[] Names)[] Daemons =
    [
        (7765, []),
        (7768, ["tsuba_lease_epoch", "tsuba_shard_hosts", "tsuba_results_applied_total", "tsuba_check_start_delay_seconds_bucket", "tsuba_check_duration_seconds_bucket", "tsuba_notifications_total", .. OfQueues]),
        (7769, ["tsuba_peer_up", "tsuba_outbox_depth", .. OfQueues]),
        (7770, ["tsuba_peer_up", .. OfQueues, "tsuba_clock_skew_seconds", "tsuba_reload_duration_seconds_bucket"]),
        (7771, ["tsuba_peer_up", "tsuba_checks_started_total", .. OfQueues]),
        (7772, ["tsuba_peer_up", .. OfQueues]),
        (7773, OfQueues),
    ];

    [Fact]
    public async Task Metrics_OfARunningSite_HaveTheNamesOfTheGuide()
    {
        await using var site = await RunningSite.StartAsync(CheckedSite.Text(2, _ => null)
            .Replace("max_check_attempts  1000", "max_check_attempts  1", StringComparison.Ordinal)
            .Replace("service_notification_commands   fine", "service_notification_commands   fine\n    service_notification_options    w,u,c,r", StringComparison.Ordinal));
        using var identity = SiteState.Open(site.State, TimeProvider.System).Pki.OpenOrIssue(DaemonRole.Monitor, "names");
        using var http = new HttpClient(new SocketsHttpHandler { SslOptions = identity.ClientOptions((_, certificate, _, _) => certificate is not null) });
        foreach (var (port, names) in Daemons)
        {
            string[] missing = [];
            await site.UntilAsync($"{port} has all names, not {string.Join(", ", names)}", async () =>
            {
                var text = "\n" + await http.GetStringAsync(string.Create(CultureInfo.InvariantCulture, $"https://127.0.0.1:{port + site.Offset}/metrics"));
                missing = [.. OfEach.Concat(names).Where(name => !text.Contains($"\n{name} ", StringComparison.Ordinal) && !text.Contains($"\n{name}{{", StringComparison.Ordinal))];
                return missing.Length == 0;
            });
        }
    }
}
