using System.Collections.Immutable;
using System.Globalization;
using Tsuba.LiveState;
using Line = Tsuba.Modules.Livestatus.Tables.Make<Tsuba.Modules.Livestatus.Tables.Log.LogRow>;

namespace Tsuba.Modules.Livestatus.Tables.Log;

/// <summary>Columns of the log, and of the objects of its lines as they are now behind <c>current_</c>.</summary>
internal static class LogColumns
{
    public static ImmutableArray<Column> All { get; } =
    [
        Line.Time("time", "When", (row, _) => row.UtcMilliseconds),
        Line.Int("lineno", "Number of the line in its part of the site", (row, _) => row.Number),
        Line.Int("class", "0 info, 1 alert, 2 program, 3 notification, 4 passive, 5 command, 6 state", (row, _) => (long)row.Class),
        Line.Text("type", "What stands before the colon", (row, _) => row.Type),
        Line.Text("message", "The line with its time stamp", (row, _) => string.Create(CultureInfo.InvariantCulture, $"[{row.UtcMilliseconds / 1000}] {row.Text}")),
        Line.Text("options", "What stands behind the colon", (row, _) => row.Options),
        Line.Text("host_name", "Host; empty where none is concerned", (row, _) => row.Host),
        Line.Text("service_description", "Service; empty where none is concerned", (row, _) => row.Service),
        Line.Text("contact_name", "Contact; empty where none is concerned", (row, _) => row.Contact),
        Line.Text("command_name", "Command; empty where none is concerned", (row, _) => row.Command),
        Line.Int("state", "State as a number", (row, _) => row.State),
        Line.Text("state_type", "HARD, SOFT, STARTED, STOPPED, or the reason of a notification", (row, _) => row.StateType),
        Line.Int("attempt", "Attempt", (row, _) => row.Attempt),
        Line.Text("plugin_output", "Output", (row, _) => row.Output),
        Line.Text("comment", "Comment", (row, _) => row.Comment),
        .. Current(row => ((LogRow)row).Item),
        .. Found("current_contact_", ContactColumns.All, (row, context) => context.Site.Contacts.GetValueOrDefault(row.Contact)),
        .. Found("current_command_", AllTables.CommandColumns, (row, context) => context.Site.Commands.GetValueOrDefault(row.Command.Split('!')[0])),
    ];

    /// <summary>Columns of the item of a line, as it is now.</summary>
    public static ImmutableArray<Column> Current(Func<object, LiveItem?> step) => Join.Item("current_", step);

    /// <summary>
    /// Whether a line may be seen: by who sees its item. A line of an item that is gone is hidden if its class speaks of items.
    /// Source: reference/livestatus.md 10.
    /// </summary>
    public static bool Sees(object row, QueryContext context) => row switch
    {
        LogRow { Item: { } item } => context.Viewer.Sees(item),
        LogRow { Class: LogClass.Alert or LogClass.Notification or LogClass.Passive or LogClass.State } => false,
        _ => true,
    };

    private static IEnumerable<Column> Found(string prefix, ImmutableArray<Column> columns, Func<LogRow, QueryContext, object?> find) =>
        columns.Select(column => column.Behind(prefix + column.Name, (row, context) => find((LogRow)row, context)));
}
