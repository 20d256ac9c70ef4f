using System.Collections.Frozen;
using System.Collections.Immutable;
using Tsuba.LiveState;
using Tsuba.LiveState.Access;
using Tsuba.Model.Objects;
using Tsuba.Model.TimePeriods;
using static Tsuba.Modules.Livestatus.Tables.ColumnType;

namespace Tsuba.Modules.Livestatus.Tables;

/// <summary>Every table there is.</summary>
public static class AllTables
{
    private static readonly FrozenDictionary<string, Table> ByName = Make().ToFrozenDictionary(table => table.Name, StringComparer.Ordinal);

    /// <summary>The table of that name, or null.</summary>
    public static Table? Find(string name) => ByName.GetValueOrDefault(name);

    private static List<Table> Make()
    {
        List<Table> tables =
        [
            new("hosts", HostColumns.All, (data, viewer) => data.Site.Hosts.Where(viewer.Sees)),
            new("services", ServiceColumns.All, (data, viewer) => data.Site.Services.Where(viewer.Sees)),
            new("comments", NoteColumns.Comments, NoteColumns.CommentRows),
            new("downtimes", NoteColumns.Downtimes, NoteColumns.DowntimeRows),
            new("hostgroups", HostGroups(), (data, viewer) => Sorted(data.Site.HostGroups).Where(group => SeesAll(group.Members, viewer))),
            new("servicegroups", ServiceGroups(), (data, viewer) => Sorted(data.Site.ServiceGroups).Where(group => SeesAll(group.Members, viewer))),
            new("contacts", Contacts(), (data, _) => Sorted(data.Site.Contacts)),
            new("contactgroups", ContactGroups(), (data, _) => Sorted(data.Site.ContactGroups)),
            new("commands", Commands(), (data, _) => Sorted(data.Site.Commands)),
            new("timeperiods", TimePeriods(), (data, _) => Sorted(data.Site.TimePeriods)),
            new("status", StatusColumns.All, (data, _) => [data]),
        ];
        ImmutableArray<Column> own =
        [
            Named("table", Text, "Table", row => Cell.Of(row.Table)),
            Named("name", Text, "Name", row => Cell.Of(row.Column.Name)),
            Named("description", Text, "What it holds", row => Cell.Of(row.Column.Description)),
            Named("type", Text, "int, float, string, time, list or dict", row => Cell.Of(TypeName(row.Column.Type))),
        ];
        tables.Add(new Table("columns", own, (_, _) => ByName.Values
            .OrderBy(table => table.Name, StringComparer.Ordinal)
            .SelectMany(table => table.Columns.Select(column => new NamedColumn(table.Name, column)))));
        return tables;
    }

    /// <summary>The name of a type in the table <c>columns</c>.</summary>
    public static string TypeName(ColumnType type) => type == Text ? "string" : type.ToString().ToLowerInvariant();

    private static IEnumerable<TRow> Sorted<TRow>(FrozenDictionary<string, TRow> rows) =>
        rows.OrderBy(row => row.Key, StringComparer.Ordinal).Select(row => row.Value);

    // A group is seen by who sees all of it; an empty one by nobody but those who see everything.
    private static bool SeesAll<TItem>(ImmutableArray<TItem> members, Viewer viewer)
        where TItem : LiveItem =>
        viewer.SeesEverything || (!members.IsEmpty && members.All(viewer.Sees));

    private static ImmutableArray<Column> HostGroups() =>
    [
        Of<LiveHostGroup>("name", Text, "Name", row => Cell.Of(row.Group.Name)),
        Of<LiveHostGroup>("alias", Text, "Alias", row => Cell.Of(row.Group.Alias)),
        Of<LiveHostGroup>("members", List, "Members", row => Cell.Of(row.Members.Select(host => host.Host.HostName))),
        Of<LiveHostGroup>("num_hosts", Int, "Number of members", row => Cell.Of(row.Members.Length)),
        Of<LiveHostGroup>("num_hosts_up", Int, "Members that are UP", row => Cell.Of(row.Members.Count(host => host.Status is { HasBeenChecked: true, State: 0 }))),
        Of<LiveHostGroup>("num_hosts_down", Int, "Members that are DOWN", row => Cell.Of(row.Members.Count(host => host.Status.State == 1))),
        Of<LiveHostGroup>("num_hosts_unreach", Int, "Members that are UNREACHABLE", row => Cell.Of(row.Members.Count(host => host.Status.State == 2))),
        Of<LiveHostGroup>("notes", Text, "Notes", row => Cell.Of(row.Group.Notes)),
        Of<LiveHostGroup>("notes_url", Text, "Address of notes", row => Cell.Of(row.Group.NotesUrl)),
        Of<LiveHostGroup>("action_url", Text, "Address of actions", row => Cell.Of(row.Group.ActionUrl)),
    ];

    private static ImmutableArray<Column> ServiceGroups() =>
    [
        Of<LiveServiceGroup>("name", Text, "Name", row => Cell.Of(row.Group.Name)),
        Of<LiveServiceGroup>("alias", Text, "Alias", row => Cell.Of(row.Group.Alias)),
        Of<LiveServiceGroup>("members", List, "Members as host|service", row => Cell.Of(row.Members.Select(service => $"{service.Host.Host.HostName}|{service.Service.Description}"))),
        Of<LiveServiceGroup>("num_services", Int, "Number of members", row => Cell.Of(row.Members.Length)),
        Of<LiveServiceGroup>("notes", Text, "Notes", row => Cell.Of(row.Group.Notes)),
        Of<LiveServiceGroup>("notes_url", Text, "Address of notes", row => Cell.Of(row.Group.NotesUrl)),
        Of<LiveServiceGroup>("action_url", Text, "Address of actions", row => Cell.Of(row.Group.ActionUrl)),
    ];

    private static ImmutableArray<Column> Contacts() =>
    [
        Of<Contact>("name", Text, "Name", row => Cell.Of(row.Name)),
        Of<Contact>("alias", Text, "Alias", row => Cell.Of(row.Alias)),
        Of<Contact>("email", Text, "Mail address", row => Cell.Of(row.Email)),
        Of<Contact>("pager", Text, "Pager", row => Cell.Of(row.Pager)),
        Of<Contact>("can_submit_commands", Int, "Whether it may give commands", row => Cell.Of(row.CanSubmitCommands)),
        Of<Contact>("groups", List, "Contact groups", row => Cell.Of(row.GroupNames)),
    ];

    private static ImmutableArray<Column> ContactGroups() =>
    [
        Of<ContactGroup>("name", Text, "Name", row => Cell.Of(row.Name)),
        Of<ContactGroup>("alias", Text, "Alias", row => Cell.Of(row.Alias)),
        Of<ContactGroup>("members", List, "Members", row => Cell.Of(row.Members.Select(contact => contact.Name))),
    ];

    private static ImmutableArray<Column> Commands() =>
    [
        Of<CommandDefinition>("name", Text, "Name", row => Cell.Of(row.Name)),
        Of<CommandDefinition>("line", Text, "Command line", row => Cell.Of(row.Line)),
    ];

    private static ImmutableArray<Column> TimePeriods() =>
    [
        Of<TimePeriod>("name", Text, "Name", row => Cell.Of(row.Name)),
        Of<TimePeriod>("alias", Text, "Alias", row => Cell.Of(row.Alias)),
    ];

    private static Column Named(string name, ColumnType type, string description, Func<NamedColumn, Cell> read) =>
        new(name, type, description, row => read((NamedColumn)row));

    private static Column Of<TRow>(string name, ColumnType type, string description, Func<TRow, Cell> read) =>
        new(name, type, description, row => read((TRow)row));

    private sealed record NamedColumn(string Table, Column Column);
}
