using System.Collections.Immutable;
using System.Globalization;
using Tsuba.Model.Items;
using Satellite = Tsuba.Modules.Livestatus.Tables.Make<Tsuba.Protocol.Contracts.DaemonStatus>;

namespace Tsuba.Modules.Livestatus.Tables;

/// <summary>The daemons as the arbiter told them, one table for each role. Source: reference/livestatus.md 11.</summary>
internal static class SatelliteColumns
{
    /// <summary>The tables; empty until the arbiter has told the broker of the site.</summary>
    internal static ImmutableArray<Table> Tables { get; } =
    [
        Of(DaemonRole.Scheduler, "scheduler", [.. Shared, Satellite.Int("weight", "Its share of the hosts", (daemon, _) => daemon.Weight)]),
        Of(DaemonRole.Poller, "poller", Shared),
        Of(DaemonRole.Reactionner, "reactionner", Shared),
        Of(DaemonRole.Broker, "broker", Shared),
        Of(DaemonRole.Receiver, "receiver", Shared),
        Of(DaemonRole.Arbiter, "arbiter", Shared),
    ];

    private static ImmutableArray<Column> Shared =>
    [
        Satellite.Text("name", "Name", (daemon, _) => daemon.Name),
        Satellite.Text("address", "Name or address of its machine", (daemon, _) => daemon.Address[..Math.Max(0, daemon.Address.LastIndexOf(':'))]),
        Satellite.Int("port", "Its HTTPS port", (daemon, _) => PortOf(daemon.Address)),
        Satellite.Flag("spare", "Whether it waits for another one's death", (daemon, _) => daemon.Spare),
        Satellite.Flag("alive", "Whether the arbiter hears it", (daemon, _) => daemon.Liveness is "alive" or "suspect"),
        Satellite.Text("realm", "Realm", (daemon, _) => daemon.Realm),
        Satellite.Text("health", "ok, or what troubles it", (daemon, _) => daemon.Health),
        Satellite.Text("version", "Version of the program", (daemon, _) => daemon.Version),
        Satellite.Time("last_seen", "When the arbiter heard it last", (daemon, _) => daemon.LastSeenUtcMs),
    ];

    private static Table Of(DaemonRole role, string name, ImmutableArray<Column> columns)
    {
        var wanted = role.ToString().ToLowerInvariant();
        return new Table(name + "s", [name + "_"], columns)
        {
            Rows = context => [.. context.Tables.Report.Site.Daemons.Where(daemon => daemon.Role == wanted)],
        };
    }

    private static int PortOf(string address) =>
        int.TryParse(address.AsSpan(address.LastIndexOf(':') + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var port) ? port : 0;
}
