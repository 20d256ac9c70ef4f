using Tsuba.LiveState;
using Tsuba.Model.Items;
using Tsuba.Modules.StatusData.Files;

namespace Tsuba.Modules.StatusData.Status;

/// <summary>Comments and downtimes of status.dat.</summary>
/// <param name="writer">The file.</param>
/// <param name="tables">Present state.</param>
internal sealed class StatusNotes(BlockWriter writer, LiveTables tables)
{
    /// <summary>Writes them; a note of an item that is gone is left out.</summary>
    public void Write()
    {
        foreach (var comment in tables.Comments.Values)
        {
            if (!Begin(comment.Item, "comment"))
            {
                continue;
            }

            writer.Add("entry_type", comment.EntryType);
            writer.Add("comment_id", (long)comment.Id);
            writer.Add("source", comment.Source);
            writer.Add("persistent", comment.Persistent);
            writer.AddTime("entry_time", comment.EntryUtcMs);
            writer.Add("expires", comment.Expires);
            writer.AddTime("expire_time", comment.ExpireUtcMs);
            writer.Add("author", comment.Author);
            writer.Add("comment_data", comment.Text);
            writer.End();
        }

        foreach (var downtime in tables.Downtimes.Values)
        {
            if (!Begin(downtime.Item, "downtime"))
            {
                continue;
            }

            writer.Add("downtime_id", (long)downtime.Id);
            writer.AddTime("entry_time", downtime.EntryUtcMs);
            writer.AddTime("start_time", downtime.StartUtcMs);
            writer.AddTime("flex_downtime_start", downtime is { IsFixed: false, IsActive: true } ? downtime.ActualStartUtcMs : 0);
            writer.AddTime("end_time", downtime.EndUtcMs);
            writer.Add("triggered_by", (long)downtime.TriggeredBy);
            writer.Add("fixed", downtime.IsFixed);
            writer.AddTime("duration", downtime.DurationMs);
            writer.Add("is_in_effect", downtime.IsActive);
            writer.Add("author", downtime.Author);
            writer.Add("comment", downtime.Text);
            writer.End();
        }
    }

    private bool Begin(ulong id, string kind)
    {
        if (tables.Site.Items.GetValueOrDefault(new ItemId(id)) is not { } item)
        {
            return false;
        }

        var name = item.Definition.Name;
        writer.Begin($"{(name.Description is null ? "host" : "service")}{kind}");
        writer.Add("host_name", name.Host);
        writer.AddIfAny("service_description", name.Description ?? "");
        return true;
    }
}
