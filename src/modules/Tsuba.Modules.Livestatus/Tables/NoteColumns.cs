using System.Collections.Immutable;
using Tsuba.LiveState;
using Tsuba.LiveState.Access;
using Tsuba.Model.Items;
using Tsuba.Protocol.Contracts;
using static Tsuba.Modules.Livestatus.Tables.ColumnType;

namespace Tsuba.Modules.Livestatus.Tables;

/// <summary>Columns and rows of comments and downtimes.</summary>
internal static class NoteColumns
{
    public static ImmutableArray<Column> Comments { get; } =
    [
        Comment("id", Int, "Id", row => Cell.Of(row.Id)),
        Comment("author", Text, "Author", row => Cell.Of(row.Note.Author)),
        Comment("comment", Text, "Text", row => Cell.Of(row.Note.Text)),
        Comment("entry_time", Time, "When it was made", row => Cell.Seconds(row.Note.EntryUtcMs)),
        Comment("entry_type", Int, "1 user, 2 downtime, 3 flapping, 4 acknowledgement", row => Cell.Of(row.Note.EntryType)),
        Comment("source", Int, "0 internal, 1 external", row => Cell.Of(row.Note.Source)),
        Comment("persistent", Int, "Whether it outlives the acknowledgement", row => Cell.Of(row.Note.Persistent)),
        Comment("expires", Int, "Whether it expires", row => Cell.Of(row.Note.Expires)),
        Comment("expire_time", Time, "When it expires", row => Cell.Seconds(row.Note.ExpireUtcMs)),
        .. Joined(row => ((NoteRow<CommentEvent>)row).Item),
    ];

    public static ImmutableArray<Column> Downtimes { get; } =
    [
        Downtime("id", Int, "Id", row => Cell.Of(row.Id)),
        Downtime("author", Text, "Author", row => Cell.Of(row.Note.Author)),
        Downtime("comment", Text, "Text", row => Cell.Of(row.Note.Text)),
        Downtime("entry_time", Time, "When it was made", row => Cell.Seconds(row.Note.EntryUtcMs)),
        Downtime("start_time", Time, "Start", row => Cell.Seconds(row.Note.StartUtcMs)),
        Downtime("end_time", Time, "End", row => Cell.Seconds(row.Note.EndUtcMs)),
        Downtime("fixed", Int, "Whether it runs from start to end", row => Cell.Of(row.Note.IsFixed)),
        Downtime("duration", Int, "Seconds of a flexible one", row => Cell.Seconds(row.Note.DurationMs)),
        Downtime("triggered_by", Int, "Id of the one that starts it", row => Cell.Of(row.Note.TriggeredBy)),
        Downtime("type", Int, "1 active, 0 pending", row => Cell.Of(row.Note.IsActive)),
        .. Joined(row => ((NoteRow<DowntimeEvent>)row).Item),
    ];

    public static IEnumerable<object> CommentRows(LivestatusData data, Viewer viewer) =>
        Rows(data, viewer, data.Tables.Comments.Select(entry => (entry.Key.Id, entry.Value.Item, entry.Value)));

    public static IEnumerable<object> DowntimeRows(LivestatusData data, Viewer viewer) =>
        Rows(data, viewer, data.Tables.Downtimes.Select(entry => (entry.Key.Id, entry.Value.Item, entry.Value)));

    private static IEnumerable<NoteRow<TNote>> Rows<TNote>(LivestatusData data, Viewer viewer, IEnumerable<(ulong Id, ulong Item, TNote Note)> notes)
    {
        foreach (var (id, itemId, note) in notes.OrderBy(note => note.Id))
        {
            if (data.Site.Items.TryGetValue(new ItemId(itemId), out var item) && viewer.Sees(item))
            {
                yield return new NoteRow<TNote>(id, note, item);
            }
        }
    }

    private static IEnumerable<Column> Joined(Func<object, LiveItem> item) =>
    [
        new("is_service", Int, "Whether it belongs to a service", row => Cell.Of(item(row) is LiveService)),
        .. HostColumns.All.Select(column => ItemColumns.Through(column, "host_", row => item(row) is LiveService service ? service.Host : item(row))),
        .. ServiceColumns.All
            .Where(column => !column.Name.StartsWith("host_", StringComparison.Ordinal))
            .Select(column => ItemColumns.Through(column, "service_", row => item(row) as LiveService)),
    ];

    private static Column Comment(string name, ColumnType type, string description, Func<NoteRow<CommentEvent>, Cell> read) =>
        new(name, type, description, row => read((NoteRow<CommentEvent>)row));

    private static Column Downtime(string name, ColumnType type, string description, Func<NoteRow<DowntimeEvent>, Cell> read) =>
        new(name, type, description, row => read((NoteRow<DowntimeEvent>)row));
}
