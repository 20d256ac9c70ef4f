using Tsuba.Engine.Outputs.Events;
using Tsuba.Engine.Parts;
using Tsuba.Engine.Timers;

namespace Tsuba.Engine.Comments;

/// <summary>Keeps comments. Source: reference/shinken.md 4.7.</summary>
internal sealed class CommentBook(Brain brain)
{
    private readonly Part _part = brain.Part;

    /// <summary>Adds a comment and returns its id.</summary>
    public ulong Add(int index, CommentKind kind, bool isExternal, bool isPersistent, string author, string text, long expireUtc = 0)
    {
        var comment = new Comment
        {
            Id = ++_part.LastCommentId,
            Item = _part.Items[index].Id,
            Kind = kind,
            IsExternal = isExternal,
            IsPersistent = isPersistent,
            EntryUtcMilliseconds = _part.Now.UtcMilliseconds,
            ExpireUtcMilliseconds = expireUtc,
            Author = author,
            Text = text,
        };
        _part.Comments[comment.Id] = comment;
        Watch(index, comment);
        _part.Out.Events.Add(new CommentAdded { Comment = comment });
        return comment.Id;
    }

    /// <summary>Sets the timer of a comment that expires.</summary>
    public void Watch(int index, Comment comment)
    {
        if (comment.ExpireUtcMilliseconds > 0)
        {
            _part.Calendar.Add(new CalendarTimer(comment.ExpireUtcMilliseconds, index, CalendarTimerKind.CommentEnd, comment.Id));
        }
    }

    /// <summary>Removes a comment; false if there is none of that id.</summary>
    public bool Remove(ulong id)
    {
        if (!_part.Comments.Remove(id, out var comment))
        {
            return false;
        }

        _part.Out.Events.Add(new CommentRemoved { Comment = comment });
        return true;
    }

    /// <summary>Removes all comments of an item, or those that a predicate names; returns how many.</summary>
    public int RemoveAll(int index, Func<Comment, bool> which)
    {
        var item = _part.Items[index].Id;
        var ids = _part.Comments.Values.Where(comment => comment.Item == item && which(comment)).Select(comment => comment.Id).ToList();
        foreach (var id in ids)
        {
            Remove(id);
        }

        return ids.Count;
    }

    /// <summary>The end time of a comment has come.</summary>
    public void OnExpired(ulong id) => Remove(id);
}
