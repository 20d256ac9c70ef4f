using System.Globalization;
using Tsuba.Model.Snapshots;
using Tsuba.Protocol.Configuration;
using Tsuba.Protocol.Contracts;
using Tsuba.Testing;

namespace Tsuba.Simulation.Tests.Worlds;

/// <summary>4 hosts, one the parent of the others, 11 services of which one is a business rule, 2 contacts. Compiled once for all runs.</summary>
internal sealed class SimulatedConfiguration
{
    private SimulatedConfiguration()
    {
        var configuration = Builder().Build();
        var encoded = ConfigurationChunks.Encode(configuration);
        Manifest = encoded.Manifest;
        Chunks = [.. encoded.Chunks.Select(chunk => new StoredChunk { Hash = chunk.Key, Content = chunk.Value })];
        Snapshot = SnapshotBuilder.Build(configuration).Snapshot ?? throw new InvalidOperationException("the configuration of the simulation is broken");
    }

    public static SimulatedConfiguration Instance { get; } = new();

    public ConfigurationManifest Manifest { get; }

    public IReadOnlyList<StoredChunk> Chunks { get; }

    public ConfigurationSnapshot Snapshot { get; }

    private static ResolvedConfigurationBuilder Builder()
    {
        string[] days = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];
        var builder = new ResolvedConfigurationBuilder()
            .Main("host_check_timeout", "5")
            .Main("service_check_timeout", "5")
            .Main("notification_timeout", "5")
            .Main("max_host_check_spread", "1")
            .Main("max_service_check_spread", "1")
            .Command("check", "/bin/check $HOSTNAME$")
            .Command("tell", "/bin/tell $CONTACTNAME$")
            .TimePeriod("24x7", [.. days.Select(day => (day, "00:00-24:00"))]);
        foreach (var name in new[] { "amy", "bob" })
        {
            builder.Contact(
                name,
                ("host_notifications_enabled", "1"),
                ("service_notifications_enabled", "1"),
                ("host_notification_period", "24x7"),
                ("service_notification_period", "24x7"),
                ("host_notification_options", "d,u,r,f,s"),
                ("service_notification_options", "w,u,c,r,f,s"),
                ("host_notification_commands", "tell"),
                ("service_notification_commands", "tell"));
        }

        (string, string)[] common =
        [
            ("check_interval", "1"), ("retry_interval", "1"), ("max_check_attempts", "2"), ("check_period", "24x7"), ("notification_period", "24x7"),
            ("notification_interval", "2"), ("contacts", "amy,bob"),
        ];
        for (var host = 0; host < 4; host++)
        {
            var name = string.Create(CultureInfo.InvariantCulture, $"h{host}");
            (string, string)[] parents = host == 0 ? [] : [("parents", "h0")];
            builder.Host(name, [("check_command", "check"), ("notification_options", "d,u,r,f,s"), .. common, .. parents]);
            foreach (var service in host < 2 ? new[] { "s0", "s1", "passive" } : ["s0", "passive"])
            {
                (string, string)[] active = service == "passive" ? [("active_checks_enabled", "0"), ("passive_checks_enabled", "1")] : [];
                builder.Service(name, service, [("check_command", "check"), ("notification_options", "w,u,c,r,f,s"), .. common, .. active]);
            }
        }

        return builder.Service("h0", "rule", [("check_command", "bp_rule!h1,s0 & h2,s0"), ("notification_options", "w,u,c,r,f,s"), .. common]);
    }
}
