using System.Collections.Immutable;
using Tsuba.LiveState;
using static Tsuba.Modules.Livestatus.Tables.ColumnType;

namespace Tsuba.Modules.Livestatus.Tables;

/// <summary>Columns of hosts.</summary>
internal static class HostColumns
{
    public static ImmutableArray<Column> All { get; } =
    [
        Host("name", Text, "Name", host => Cell.Of(host.Host.HostName)),
        Host("alias", Text, "Alias", host => Cell.Of(host.Host.Alias)),
        Host("address", Text, "Address", host => Cell.Of(host.Host.Address)),
        Host("realm", Text, "Realm", host => Cell.Of(host.Host.Realm)),
        Host("parents", List, "Parents", host => Cell.Of(host.Host.ParentNames)),
        Host("childs", List, "Hosts that name it as a parent", host => Cell.Of(host.Host.Children.Select(child => child.HostName))),
        Host("groups", List, "Host groups", host => Cell.Of(host.Host.Groups.Select(group => group.Name))),
        Host("services", List, "Services", host => Cell.Of(host.Services.Select(service => service.Service.Description))),
        Host("num_services", Int, "Number of services", host => Cell.Of(host.Services.Length)),
        Host("num_services_ok", Int, "Services that are OK", host => Count(host, 0)),
        Host("num_services_warn", Int, "Services that are WARNING", host => Count(host, 1)),
        Host("num_services_crit", Int, "Services that are CRITICAL", host => Count(host, 2)),
        Host("num_services_unknown", Int, "Services that are UNKNOWN", host => Count(host, 3)),
        Host("num_services_pending", Int, "Services that were never checked", host => Cell.Of(host.Services.Count(service => !service.Status.HasBeenChecked))),
        Host("last_time_up", Time, "Last time UP", host => Cell.Seconds(host.Status.LastTimeOk)),
        Host("last_time_down", Time, "Last time DOWN", host => Cell.Seconds(host.Status.LastTimeWarning)),
        Host("last_time_unreachable", Time, "Last time UNREACHABLE", host => Cell.Seconds(host.Status.LastTimeUnknown)),
        Host("tags", List, "Templates", host => Cell.Of(host.Host.Templates)),
        .. ItemColumns.All,
    ];

    private static Cell Count(LiveHost host, uint state) =>
        Cell.Of(host.Services.Count(service => service.Status.HasBeenChecked && service.Status.State == state));

    private static Column Host(string name, ColumnType type, string description, Func<LiveHost, Cell> read) =>
        new(name, type, description, row => read((LiveHost)row));
}
