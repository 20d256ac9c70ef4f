using System.Collections.Immutable;
using Tsuba.LiveState.Columns;
using Service = Tsuba.Modules.Livestatus.Tables.Make<Tsuba.LiveState.LiveService>;

namespace Tsuba.Modules.Livestatus.Tables;

/// <summary>Columns of services, with those of the host behind <c>host_</c>. Source: reference/livestatus.md 11.</summary>
internal static class ServiceColumns
{
    /// <summary>Columns of the service itself.</summary>
    public static ImmutableArray<Column> Own { get; } =
    [
        Service.Configured("description", "Description", (service, _) => service.Service.Description),
        .. ItemColumns.All,
        Service.List("groups", "Service groups", (service, _, cell) =>
        {
            foreach (var group in service.Service.Groups)
            {
                cell.Add(group.Name);
            }
        }),
        Service.List("parents", "Services that it needs, as pairs; none can be configured here", (_, _, _) => { }),
        Service.Configured("realm", "Realm of the host", (service, _) => service.Host.Host.Realm),
        Service.Flag("is_volatile", "Whether each problem is a new one", (service, _) => service.Service.Check.IsVolatile),
        OfStatus.Flag("obsess_over_service", "Whether the obsessive command is run", StatusField.Obsess, status => status.Obsess),
        OfStatus.Time("last_time_ok", "When it was OK last", status => status.LastTimeOk),
        OfStatus.Time("last_time_warning", "When it was WARNING last", status => status.LastTimeWarning),
        OfStatus.Time("last_time_critical", "When it was CRITICAL last", status => status.LastTimeCritical),
        OfStatus.Time("last_time_unknown", "When it was UNKNOWN last", status => status.LastTimeUnknown),
    ];

    /// <summary>Columns of the service and of its host.</summary>
    public static ImmutableArray<Column> All { get; } =
    [
        .. Join.OfHost(HostColumns.All.Where(column => column.Name == "name")),
        .. Own,
        .. Join.OfHost(HostColumns.All),
    ];
}
