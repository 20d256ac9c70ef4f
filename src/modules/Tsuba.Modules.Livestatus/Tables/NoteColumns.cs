using System.Collections.Immutable;
using Tsuba.LiveState;
using Tsuba.Model.Items;
using Tsuba.Protocol.Contracts;
using Comment = Tsuba.Modules.Livestatus.Tables.Make<Tsuba.Modules.Livestatus.Tables.NoteRow<Tsuba.Protocol.Contracts.CommentEvent>>;
using Downtime = Tsuba.Modules.Livestatus.Tables.Make<Tsuba.Modules.Livestatus.Tables.NoteRow<Tsuba.Protocol.Contracts.DowntimeEvent>>;

namespace Tsuba.Modules.Livestatus.Tables;

/// <summary>Columns and rows of comments and downtimes. Source: reference/livestatus.md 11.</summary>
internal static class NoteColumns
{
    public static ImmutableArray<Column> Comments { get; } =
    [
        Comment.Int("id", "Id", (row, _) => (long)row.Id),
        Comment.Text("author", "Author", (row, _) => row.Note.Author),
        Comment.Text("comment", "Text", (row, _) => row.Note.Text),
        Comment.Time("entry_time", "When it was made", (row, _) => row.Note.EntryUtcMs),
        Comment.Flag("is_service", "Whether it belongs to a service", (row, _) => row.Item is LiveService),
        Comment.Int("type", "1 host, 2 service", (row, _) => row.Item is LiveService ? 2 : 1),
        Comment.Int("entry_type", "1 user, 2 downtime, 3 flapping, 4 acknowledgement", (row, _) => row.Note.EntryType),
        Comment.Int("source", "0 internal, 1 external", (row, _) => row.Note.Source),
        Comment.Flag("persistent", "Whether it outlives a restart", (row, _) => row.Note.Persistent),
        Comment.Flag("expires", "Whether it expires", (row, _) => row.Note.Expires),
        Comment.Time("expire_time", "When it expires", (row, _) => row.Note.ExpireUtcMs),
        .. Join.Item("", row => ((NoteRow<CommentEvent>)row).Item),
    ];

    public static ImmutableArray<Column> Downtimes { get; } =
    [
        Downtime.Int("id", "Id", (row, _) => (long)row.Id),
        Downtime.Text("author", "Author", (row, _) => row.Note.Author),
        Downtime.Text("comment", "Text", (row, _) => row.Note.Text),
        Downtime.Time("entry_time", "When it was made", (row, _) => row.Note.EntryUtcMs),
        Downtime.Flag("is_service", "Whether it belongs to a service", (row, _) => row.Item is LiveService),
        Downtime.Int("type", "1 service, 2 host", (row, _) => row.Item is LiveService ? 1 : 2),
        Downtime.Time("start_time", "Start", (row, _) => row.Note.StartUtcMs),
        Downtime.Time("end_time", "End", (row, _) => row.Note.EndUtcMs),
        Downtime.Flag("fixed", "Whether it runs from start to end", (row, _) => row.Note.IsFixed),
        Downtime.Int("duration", "Seconds of a flexible one", (row, _) => row.Note.DurationMs / 1000),
        Downtime.Int("triggered_by", "Id of the one that starts it", (row, _) => (long)row.Note.TriggeredBy),
        Downtime.Flag("is_pending", "Whether it has not begun", (row, _) => !row.Note.IsActive),
        .. Join.Item("", row => ((NoteRow<DowntimeEvent>)row).Item),
    ];

    public static object[] CommentRows(QueryContext context) =>
        Rows(context, context.Tables.Comments.Values, comment => (comment.Id, comment.Item));

    public static object[] DowntimeRows(QueryContext context) =>
        Rows(context, context.Tables.Downtimes.Values, downtime => (downtime.Id, downtime.Item));

    public static LiveItem ItemOf(object row) => row switch
    {
        NoteRow<CommentEvent> comment => comment.Item,
        NoteRow<DowntimeEvent> downtime => downtime.Item,
        _ => throw new ArgumentException("the row is no comment and no downtime", nameof(row)),
    };

    private static object[] Rows<TNote>(QueryContext context, IEnumerable<TNote> notes, Func<TNote, (ulong Id, ulong Item)> key)
    {
        var rows = new List<NoteRow<TNote>>();
        foreach (var note in notes)
        {
            var (id, itemId) = key(note);
            if (context.Site.Items.TryGetValue(new ItemId(itemId), out var item))
            {
                rows.Add(new NoteRow<TNote>(id, note, item));
            }
        }

        rows.Sort((left, right) => left.Id.CompareTo(right.Id));
        return [.. rows];
    }
}
