using System.Collections.Immutable;
using System.Globalization;
using Tsuba.LiveState;
using Tsuba.LiveState.Columns;
using Host = Tsuba.Modules.Livestatus.Tables.Make<Tsuba.LiveState.LiveHost>;

namespace Tsuba.Modules.Livestatus.Tables;

/// <summary>Columns of hosts. Source: reference/livestatus.md 11.</summary>
internal static class HostColumns
{
    public static ImmutableArray<Column> All { get; } =
    [
        Host.Configured("name", "Name", (host, _) => host.Host.HostName),
        Host.Configured("alias", "Alias", (host, _) => host.Host.Alias),
        Host.Configured("address", "Address", (host, _) => host.Host.Address),
        .. ItemColumns.All,
        Host.Configured("realm", "Realm", (host, _) => host.Host.Realm),
        Host.List("parents", "Hosts between it and the monitoring", (host, context, cell) => ItemNeighbours.WriteParents(host.Host, context, cell)),
        Host.List("childs", "Hosts that name it as a parent", (host, context, cell) => ItemNeighbours.WriteChildren(host.Host, context, cell)),
        Host.List("groups", "Host groups", (host, _, cell) =>
        {
            foreach (var group in host.Host.Groups)
            {
                cell.Add(group.Name);
            }
        }),
        Host.List("tags", "Templates", (host, _, cell) => ItemColumns.Write(host.Host.Templates, cell)),
        Host.List("services", "Descriptions of its services", (host, context, cell) => Services(host, context, cell, 0)),
        Host.List("services_with_state", "Its services: description, state, whether checked", (host, context, cell) => Services(host, context, cell, 1)),
        Host.List("services_with_info", "The same with the output", (host, context, cell) => Services(host, context, cell, 2)),
        .. ServiceCounts.Columns<LiveHost>(host => new ServiceSet(host.Services)),
        Host.Int("total_services", "Number of services, seen or not", (host, _) => host.Services.Length),
        OfStatus.Time("last_time_up", "When it was UP last", status => status.LastTimeOk),
        OfStatus.Time("last_time_down", "When it was DOWN last", status => status.LastTimeWarning),
        OfStatus.Time("last_time_unreachable", "When it was UNREACHABLE last", status => status.LastTimeUnknown),
        OfStatus.Flag("obsess_over_host", "Whether the obsessive command is run", StatusField.Obsess, status => status.Obsess),
        Host.Flag("check_flapping_recovery_notification", "Whether the end of flapping is to be notified; not kept here", (_, _) => false),
        Host.Text("filename", "Custom variable FILENAME", (host, _) => ItemVariables.Value(host, "FILENAME") ?? ""),
        Host.Configured("statusmap_image", "Image of the status map", (host, _) => host.Host.Presentation.StatusmapImage),
        Host.Real("x_3d", "First coordinate", (host, _) => Coordinate(host, 0)),
        Host.Real("y_3d", "Second coordinate", (host, _) => Coordinate(host, 1)),
        Host.Real("z_3d", "Third coordinate", (host, _) => Coordinate(host, 2)),
    ];

    private static void Services(LiveHost host, QueryContext context, ListCell cell, int details)
    {
        foreach (var service in host.Services)
        {
            if (!context.Viewer.Sees(service))
            {
                continue;
            }

            if (details == 0)
            {
                cell.Add(service.Service.Description);
                continue;
            }

            var status = service.Status;
            cell.Open();
            cell.Add(service.Service.Description);
            cell.Add(status.State);
            cell.Add(status.HasBeenChecked);
            if (details > 1)
            {
                cell.Add(status.Output);
            }

            cell.Close();
        }
    }

    private static double Coordinate(LiveHost host, int number)
    {
        var parts = host.Host.Presentation.Coordinates3D.Split(',', StringSplitOptions.TrimEntries);
        return number < parts.Length && double.TryParse(parts[number], NumberStyles.Float, CultureInfo.InvariantCulture, out var value) ? value : 0;
    }
}
