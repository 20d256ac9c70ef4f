using System.Globalization;
using Tsuba.Engine;
using Tsuba.Model.Definitions;
using Tsuba.Model.Items;
using Tsuba.Model.Snapshots;
using Tsuba.Protocol.Configuration;
using Tsuba.Protocol.Contracts;
using Tsuba.Scheduler.Core;
using Tsuba.Testing;

namespace Tsuba.Daemons.Tests.Scheduler.Core;

/// <summary>A small configuration, as objects, as chunks, and compiled.</summary>
internal sealed class SchedulerSite
{
    private readonly Dictionary<ConfigurationManifest, ConfigurationSnapshot> _snapshots = [];

    public SchedulerSite(int hosts = 3, long generation = 1, string interval = "1")
    {
        Configuration = Of(hosts, interval) with { Generation = generation };
        Encoded = ConfigurationChunks.Encode(Configuration);
        Snapshot = SnapshotBuilder.Build(Configuration).Snapshot!;
        _snapshots[Encoded.Manifest] = Snapshot;
    }

    public ResolvedConfiguration Configuration { get; }

    public EncodedConfiguration Encoded { get; }

    public ConfigurationSnapshot Snapshot { get; }

    public static EngineOptions Options { get; } = new() { Part = 1, SpreadFirstChecks = false };

    public static PartCore NewCore() => new(new PartId(1), new Epoch(1, 1), Options);

    public ConfigurationStep Step() => new(Encoded.Manifest, Snapshot);

    public ConfigurationSnapshot Resolve(ConfigurationManifest manifest) => _snapshots[manifest];

    private static ResolvedConfiguration Of(int hosts, string interval)
    {
        string[] days = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];
        var builder = new ResolvedConfigurationBuilder()
            .Main("max_host_check_spread", "0")
            .Command("check", "/bin/check $HOSTNAME$")
            .Command("tell", "/bin/tell $CONTACTNAME$")
            .TimePeriod("24x7", [.. days.Select(day => (day, "00:00-24:00"))])
            .Contact(
                "bob",
                ("host_notifications_enabled", "1"),
                ("service_notifications_enabled", "1"),
                ("host_notification_period", "24x7"),
                ("service_notification_period", "24x7"),
                ("host_notification_options", "d,u,r,f,s"),
                ("service_notification_options", "w,u,c,r,f,s"),
                ("host_notification_commands", "tell"),
                ("service_notification_commands", "tell"));
        for (var host = 0; host < hosts; host++)
        {
            builder.Host(
                "host-" + host.ToString(CultureInfo.InvariantCulture),
                ("check_command", "check"),
                ("check_interval", interval),
                ("retry_interval", "1"),
                ("max_check_attempts", "1"),
                ("check_period", "24x7"),
                ("notification_period", "24x7"),
                ("notification_interval", "60"),
                ("notification_options", "d,u,r,f,s"),
                ("contacts", "bob"));
        }

        return builder.Build();
    }
}
