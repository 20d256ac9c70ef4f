using System.Collections.Immutable;
using Tsuba.Model.TimePeriods;
using Period = Tsuba.Modules.Livestatus.Tables.Make<Tsuba.Modules.Livestatus.Tables.Log.StatePeriod>;

namespace Tsuba.Modules.Livestatus.Tables.Log;

/// <summary>Columns of <c>statehist</c>. Source: reference/livestatus.md 11.</summary>
internal static class StateHistoryColumns
{
    public static ImmutableArray<Column> All { get; } =
    [
        Period.Time("time", "Begin of the period", (row, _) => row.From * 1000),
        Period.Time("from", "Begin of the period", (row, _) => row.From * 1000),
        Period.Time("until", "End of the period", (row, _) => row.Until * 1000),
        Period.Int("lineno", "Number of the line that began the state", (row, _) => row.Number),
        Period.Int("duration", "Length in seconds", (row, _) => row.Duration),
        Period.Real("duration_part", "Share of the time that was asked for", (row, _) => Share(row)),
        Period.Int("state", "State; -1: not known", (row, _) => row.State),
        Period.Flag("host_down", "Whether the host of the service was not UP", (row, _) => row.HostDown),
        Period.Flag("in_downtime", "Whether it was in a downtime", (row, _) => row.InDowntime),
        Period.Flag("in_host_downtime", "Whether its host was in a downtime", (row, _) => row.InHostDowntime),
        Period.Flag("is_flapping", "Whether it was flapping", (row, _) => row.IsFlapping),
        Period.Flag("in_notification_period", "Whether its notification period held at the begin", (row, context) => row.Item.Definition.Notification.Period?.Contains(row.From, context.Site.Zone) ?? true),
        Period.Flag("in_service_period", "Whether its service period held at the begin", (row, context) => ServicePeriod(row, context)?.Contains(row.From, context.Site.Zone) ?? true),
        Period.Text("notification_period", "Name of the notification period", (row, _) => row.Item.Definition.Notification.Period?.Name ?? ""),
        Period.Text("service_period", "Name of the service period: custom variable SERVICE_PERIOD", (row, _) => ItemVariables.Value(row.Item, "SERVICE_PERIOD") ?? ""),
        Period.Text("debug_info", "Always empty", (_, _) => ""),
        Period.Text("log_output", "Output of the line that began the state", (row, _) => row.Output),
        Period.Text("host_name", "Host", (row, _) => row.Item.Definition.Name.Host),
        Period.Text("service_description", "Service; empty: the row is of the host", (row, _) => row.Item.Definition.Name.Description ?? ""),
        .. OfState("ok", 0),
        .. OfState("warning", 1),
        .. OfState("critical", 2),
        .. OfState("unknown", 3),
        .. OfState("unmonitored", -1),
        .. LogColumns.Current(row => ((StatePeriod)row).Item),
    ];

    public static bool Sees(object row, QueryContext context) => context.Viewer.Sees(((StatePeriod)row).Item);

    private static ImmutableArray<Column> OfState(string name, int state) =>
    [
        Period.Int($"duration_{name}", "The duration if the state is that one, else 0", (row, _) => row.State == state ? row.Duration : 0),
        Period.Real($"duration_part_{name}", "The share if the state is that one, else 0", (row, _) => row.State == state ? Share(row) : 0),
    ];

    private static double Share(StatePeriod row) => (double)row.Duration / row.Window;

    private static TimePeriod? ServicePeriod(StatePeriod row, QueryContext context) =>
        ItemVariables.Value(row.Item, "SERVICE_PERIOD") is { } name ? context.Site.TimePeriods.GetValueOrDefault(name) : null;
}
