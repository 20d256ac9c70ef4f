using System.Collections.Immutable;
using Tsuba.Protocol.Contracts;
using Item = Tsuba.Modules.Livestatus.Tables.Make<Tsuba.LiveState.LiveItem>;

namespace Tsuba.Modules.Livestatus.Tables;

/// <summary>Comments and downtimes as columns of their item.</summary>
internal static class ItemNoteColumns
{
    public static ImmutableArray<Column> All { get; } =
    [
        Item.List("comments", "Ids of its comments", (item, context, cell) =>
        {
            foreach (var comment in context.Notes.CommentsOf(item.Definition.Id.Value))
            {
                cell.Add((long)comment.Id);
            }
        }),
        Item.List("comments_with_info", "Its comments: id, author, text, entry time, entry type, expires, expire time", (item, context, cell) =>
        {
            foreach (var comment in context.Notes.CommentsOf(item.Definition.Id.Value))
            {
                Write(comment, cell);
            }
        }),
        Item.List("downtimes", "Ids of its downtimes", (item, context, cell) =>
        {
            foreach (var downtime in context.Notes.DowntimesOf(item.Definition.Id.Value))
            {
                cell.Add((long)downtime.Id);
            }
        }),
        Item.List("downtimes_with_info", "Its downtimes: id, author, text, entry time, start, end, fixed, duration, id of the trigger", (item, context, cell) =>
        {
            foreach (var downtime in context.Notes.DowntimesOf(item.Definition.Id.Value))
            {
                Write(downtime, cell);
            }
        }),
    ];

    private static void Write(CommentEvent comment, ListCell cell)
    {
        cell.Open();
        cell.Add((long)comment.Id);
        cell.Add(comment.Author);
        cell.Add(comment.Text);
        cell.Add(comment.EntryUtcMs / 1000);
        cell.Add(comment.EntryType);
        cell.Add(comment.Expires);
        cell.Add(comment.ExpireUtcMs / 1000);
        cell.Close();
    }

    private static void Write(DowntimeEvent downtime, ListCell cell)
    {
        cell.Open();
        cell.Add((long)downtime.Id);
        cell.Add(downtime.Author);
        cell.Add(downtime.Text);
        cell.Add(downtime.EntryUtcMs / 1000);
        cell.Add(downtime.StartUtcMs / 1000);
        cell.Add(downtime.EndUtcMs / 1000);
        cell.Add(downtime.IsFixed);
        cell.Add(downtime.DurationMs / 1000);
        cell.Add((long)downtime.TriggeredBy);
        cell.Close();
    }
}
