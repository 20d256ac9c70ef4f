using System.Collections.Immutable;
using Tsuba.LiveState;
using static Tsuba.Modules.Livestatus.Tables.ColumnType;

namespace Tsuba.Modules.Livestatus.Tables;

/// <summary>Columns of services, with those of the host behind <c>host_</c>.</summary>
internal static class ServiceColumns
{
    public static ImmutableArray<Column> All { get; } =
    [
        Service("description", Text, "Description", service => Cell.Of(service.Service.Description)),
        Service("groups", List, "Service groups", service => Cell.Of(service.Service.Groups.Select(group => group.Name))),
        Service("is_volatile", Int, "Whether each problem is new", service => Cell.Of(service.Service.Check.IsVolatile)),
        Service("last_time_ok", Time, "Last time OK", service => Cell.Seconds(service.Status.LastTimeOk)),
        Service("last_time_warning", Time, "Last time WARNING", service => Cell.Seconds(service.Status.LastTimeWarning)),
        Service("last_time_critical", Time, "Last time CRITICAL", service => Cell.Seconds(service.Status.LastTimeCritical)),
        Service("last_time_unknown", Time, "Last time UNKNOWN", service => Cell.Seconds(service.Status.LastTimeUnknown)),
        .. ItemColumns.All,
        .. HostColumns.All.Select(column => ItemColumns.Through(column, "host_", row => ((LiveService)row).Host)),
    ];

    private static Column Service(string name, ColumnType type, string description, Func<LiveService, Cell> read) =>
        new(name, type, description, row => read((LiveService)row));
}
