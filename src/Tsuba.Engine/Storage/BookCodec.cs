using Tsuba.Engine.Comments;
using Tsuba.Engine.Downtimes;
using Tsuba.Engine.Parts;
using Tsuba.Model.Items;

namespace Tsuba.Engine.Storage;

/// <summary>The layout of comments and downtimes.</summary>
internal static class BookCodec
{
    /// <summary>Writes both books.</summary>
    public static void Write(Part part, StateWriter writer)
    {
        writer.Count((ulong)part.Comments.Count);
        foreach (var comment in part.Comments.Values)
        {
            Write(comment, writer);
        }

        writer.Count((ulong)part.Downtimes.Count);
        foreach (var downtime in part.Downtimes.Values)
        {
            Write(downtime, writer);
        }
    }

    /// <summary>Reads both books.</summary>
    public static void Read(Part part, ref StateReader reader)
    {
        for (var left = reader.Length(); left > 0; left--)
        {
            var comment = ReadComment(ref reader);
            part.Comments[comment.Id] = comment;
        }

        for (var left = reader.Length(); left > 0; left--)
        {
            var downtime = ReadDowntime(ref reader);
            part.Downtimes[downtime.Id] = downtime;
        }
    }

    /// <summary>Writes a comment.</summary>
    internal static void Write(Comment comment, StateWriter writer)
    {
        writer.Count(comment.Id);
        writer.Number(comment.Item.Value);
        writer.Byte((byte)comment.Kind);
        writer.Flag(comment.IsExternal);
        writer.Flag(comment.IsPersistent);
        writer.Signed(comment.EntryUtcMilliseconds);
        writer.Signed(comment.ExpireUtcMilliseconds);
        writer.Text(comment.Author);
        writer.Text(comment.Text);
    }

    /// <summary>Reads a comment.</summary>
    internal static Comment ReadComment(ref StateReader reader) => new()
    {
        Id = reader.Count(),
        Item = new ItemId(reader.Number()),
        Kind = (CommentKind)reader.Byte(),
        IsExternal = reader.Flag(),
        IsPersistent = reader.Flag(),
        EntryUtcMilliseconds = reader.Signed(),
        ExpireUtcMilliseconds = reader.Signed(),
        Author = reader.Text(),
        Text = reader.Text(),
    };

    /// <summary>Writes a downtime.</summary>
    internal static void Write(Downtime downtime, StateWriter writer)
    {
        writer.Count(downtime.Id);
        writer.Number(downtime.Item.Value);
        writer.Text(downtime.Contact);
        writer.Signed(downtime.EntryUtcMilliseconds);
        writer.Signed(downtime.StartUtcMilliseconds);
        writer.Signed(downtime.EndUtcMilliseconds);
        writer.Flag(downtime.IsFixed);
        writer.Signed(downtime.Duration.Ticks);
        writer.Count(downtime.TriggeredBy);
        writer.Flag(downtime.IsActive);
        writer.Signed(downtime.ActualStartUtcMilliseconds);
        writer.Text(downtime.Author);
        writer.Text(downtime.Text);
        writer.Count(downtime.CommentId);
    }

    /// <summary>Reads a downtime.</summary>
    internal static Downtime ReadDowntime(ref StateReader reader) => new()
    {
        Id = reader.Count(),
        Item = new ItemId(reader.Number()),
        Contact = reader.Text(),
        EntryUtcMilliseconds = reader.Signed(),
        StartUtcMilliseconds = reader.Signed(),
        EndUtcMilliseconds = reader.Signed(),
        IsFixed = reader.Flag(),
        Duration = TimeSpan.FromTicks(reader.Signed()),
        TriggeredBy = reader.Count(),
        IsActive = reader.Flag(),
        ActualStartUtcMilliseconds = reader.Signed(),
        Author = reader.Text(),
        Text = reader.Text(),
        CommentId = reader.Count(),
    };
}
