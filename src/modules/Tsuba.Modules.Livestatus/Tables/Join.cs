using System.Collections.Immutable;
using Tsuba.LiveState;

namespace Tsuba.Modules.Livestatus.Tables;

/// <summary>Columns of one table as columns of another, whose rows lead to rows of the first.</summary>
internal static class Join
{
    /// <summary>All the columns behind a prefix.</summary>
    public static IEnumerable<Column> Behind(string prefix, IEnumerable<Column> columns, Func<object, object?> step) =>
        columns.Select(column => column.Behind(prefix + column.Name, (row, _) => step(row)));

    /// <summary>All the columns of hosts behind <c>host_</c>, for rows that are services.</summary>
    public static IEnumerable<Column> OfHost(IEnumerable<Column> columns) => columns.Select(column => column.OfHost("host_" + column.Name));

    /// <summary>The columns of an item, host or service, behind <c>host_</c> and <c>service_</c>; those of the service are empty for a host.</summary>
    public static ImmutableArray<Column> Item(string prefix, Func<object, LiveItem?> step) =>
    [
        .. Behind(prefix + "host_", HostColumns.All, row => step(row) switch
        {
            LiveService service => service.Host,
            var item => item,
        }),
        .. Behind(prefix + "service_", ServiceColumns.Own, row => step(row) as LiveService),
    ];
}
