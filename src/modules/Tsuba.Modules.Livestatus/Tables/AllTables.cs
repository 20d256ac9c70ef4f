using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Runtime.InteropServices;
using Tsuba.LiveState;
using Tsuba.Modules.Livestatus.Execution;
using Tsuba.Modules.Livestatus.Tables.Log;
using Commands = Tsuba.Modules.Livestatus.Tables.Make<Tsuba.Model.Objects.CommandDefinition>;
using Named = Tsuba.Modules.Livestatus.Tables.Make<Tsuba.Modules.Livestatus.Tables.NamedColumn>;

namespace Tsuba.Modules.Livestatus.Tables;

/// <summary>Every table there is. Source: reference/livestatus.md 11.</summary>
public static class AllTables
{
    private static readonly FrozenDictionary<string, Table> ByName = MakeAll().ToFrozenDictionary(table => table.Name, StringComparer.Ordinal);
    private static readonly object[] ColumnRows =
    [
        .. ByName.Values
            .OrderBy(table => table.Name, StringComparer.Ordinal)
            .SelectMany(table => table.Columns.Select(column => new NamedColumn(table.Name, column))),
    ];

    /// <summary>Names of all tables, sorted.</summary>
    public static ImmutableArray<string> Names => [.. ByName.Keys.Order(StringComparer.Ordinal)];

    /// <summary>The table of that name, or null.</summary>
    public static Table? Find(string name) => ByName.GetValueOrDefault(name);

    /// <summary>The name of a type in the table <c>columns</c>.</summary>
    public static string TypeName(ColumnType type) => type == ColumnType.Text ? "string" : type.ToString().ToLowerInvariant();

    private static List<Table> MakeAll() =>
    [
        new("hosts", ["host_"], HostColumns.All) { Rows = context => context.Index.Hosts, Sees = SeesItem, Narrow = NarrowHosts },
        new("services", ["service_"], ServiceColumns.All) { Rows = context => context.Index.Services, Sees = SeesItem, Narrow = NarrowServices },
        ByGroup("hostsbygroup", ["host_"], HostColumns.All, "hostgroup_", GroupColumns.OfHosts, context => context.Index.HostsByGroup),
        ByGroup("servicesbygroup", ["service_"], ServiceColumns.All, "servicegroup_", GroupColumns.OfServices, context => context.Index.ServicesByGroup),
        ByGroup("servicesbyhostgroup", ["service_"], ServiceColumns.All, "hostgroup_", GroupColumns.OfHosts, context => context.Index.ServicesByHostGroup),
        new("hostgroups", ["hostgroup_"], GroupColumns.OfHosts) { Rows = context => context.Index.HostGroups, Sees = GroupColumns.Sees },
        new("servicegroups", ["servicegroup_"], GroupColumns.OfServices) { Rows = context => context.Index.ServiceGroups, Sees = GroupColumns.Sees },
        new("contacts", ["contact_"], ContactColumns.All) { Rows = context => context.Index.Contacts, Narrow = NarrowContacts },
        new("contactgroups", ["contactgroup_"], ContactColumns.OfGroups) { Rows = context => context.Index.ContactGroups },
        new("commands", ["command_"], CommandColumns) { Rows = context => context.Index.Commands },
        new("timeperiods", ["timeperiod_"], TimePeriodColumns.All) { Rows = context => context.Index.TimePeriods },
        new("comments", ["comment_"], NoteColumns.Comments) { Rows = NoteColumns.CommentRows, Sees = SeesNote },
        new("downtimes", ["downtime_"], NoteColumns.Downtimes) { Rows = NoteColumns.DowntimeRows, Sees = SeesNote },
        new("log", ["log_"], LogColumns.All) { Sees = LogColumns.Sees, IsHistory = true, Fallback = "current_" },
        new("statehist", ["statehist_"], StateHistoryColumns.All) { Sees = StateHistoryColumns.Sees, IsHistory = true },
        new("problems", ["problem_"], ProblemColumns) { Rows = Problems, Sees = SeesItem },
        .. SatelliteColumns.Tables,
        new("status", ["status_"], StatusColumns.All) { Rows = context => [context] },
        new("columns", ["column_"], ColumnColumns) { Rows = _ => ColumnRows },
    ];

    /// <summary>Columns of commands.</summary>
    internal static ImmutableArray<Column> CommandColumns =>
    [
        Commands.Text("name", "Name", (command, _) => command.Name),
        Commands.Text("line", "Command line", (command, _) => command.Line),
        Commands.Int("id", "Place in the table", (command, context) => context.Index.IdOf(command)),
    ];

    private static ImmutableArray<Column> ColumnColumns =>
    [
        Named.Text("table", "Table", (row, _) => row.Table),
        Named.Text("name", "Name", (row, _) => row.Column.Name),
        Named.Text("description", "What it holds", (row, _) => row.Column.Description),
        Named.Text("type", "int, float, string, time, list or dict", (row, _) => TypeName(row.Column.Type)),
    ];

    private static ImmutableArray<Column> ProblemColumns =>
    [
        Make<LiveItem>.Text("source", "The root problem: host or host/service", (item, _) => item is LiveService service ? $"{service.Host.Host.HostName}/{service.Service.Description}" : item.Definition.Name.Host),
        ItemColumns.All.First(column => column.Name == "impacts"),
    ];

    private static Table ByGroup(
        string name, ImmutableArray<string> prefixes, ImmutableArray<Column> columns, string groupPrefix, ImmutableArray<Column> groupColumns, Func<QueryContext, object[]> rows) =>
        new(name, prefixes, [
            .. Join.Behind("", columns, row => ((GroupRow)row).Item),
            .. Join.Behind(groupPrefix, groupColumns, row => ((GroupRow)row).Group),
        ])
        {
            Rows = rows,
            Sees = (row, context) => context.Viewer.Sees(((GroupRow)row).Item) && GroupColumns.Sees(((GroupRow)row).Group, context),
        };

    private static bool SeesItem(object row, QueryContext context) => context.Viewer.Sees((LiveItem)row);

    private static bool SeesNote(object row, QueryContext context) => context.Viewer.Sees(NoteColumns.ItemOf(row));

    private static object[] Problems(QueryContext context) =>
        [.. context.Site.Hosts.Where(host => host.Status.IsProblem), .. context.Site.Services.Where(service => service.Status.IsProblem)];

    private static object[]? NarrowHosts(ImmutableArray<RowFilter> filters, QueryContext context)
    {
        if (Wanted(filters, "name") is { } name)
        {
            return context.Site.FindHost(name) is { } host ? [host] : [];
        }

        return Member(filters, "groups") is { } group ? ArrayOf(context.Site.HostGroups.GetValueOrDefault(group)?.Members ?? []) : null;
    }

    private static object[]? NarrowServices(ImmutableArray<RowFilter> filters, QueryContext context)
    {
        if (Wanted(filters, "host_name") is { } hostName)
        {
            if (Wanted(filters, "description") is { } description)
            {
                return context.Site.FindService(hostName, description) is { } service ? [service] : [];
            }

            return ArrayOf(context.Site.FindHost(hostName)?.Services ?? []);
        }

        if (Member(filters, "groups") is { } group)
        {
            return ArrayOf(context.Site.ServiceGroups.GetValueOrDefault(group)?.Members ?? []);
        }

        if (Member(filters, "host_groups") is { } hostGroup)
        {
            return [.. (context.Site.HostGroups.GetValueOrDefault(hostGroup)?.Members ?? []).SelectMany(host => host.Services)];
        }

        return null;
    }

    private static object[]? NarrowContacts(ImmutableArray<RowFilter> filters, QueryContext context) =>
        Wanted(filters, "name") is { } name ? context.Site.Contacts.GetValueOrDefault(name) is { } contact ? [contact] : [] : null;

    // The array behind it is read and never written.
    private static object[] ArrayOf<TRow>(ImmutableArray<TRow> rows)
        where TRow : class =>
        ImmutableCollectionsMarshal.AsArray(rows) ?? [];

    private static string? Wanted(ImmutableArray<RowFilter> filters, string column)
    {
        foreach (var filter in filters)
        {
            if (filter is TextFilter { Exact: { } text } exact && exact.Column.Name == column)
            {
                return text;
            }
        }

        return null;
    }

    private static string? Member(ImmutableArray<RowFilter> filters, string column)
    {
        foreach (var filter in filters)
        {
            if (filter is ListFilter { Member: { } member } list && list.Column.Name == column)
            {
                return member;
            }
        }

        return null;
    }
}
