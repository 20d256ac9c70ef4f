using System.Collections.Immutable;
using Tsuba.Protocol.Contracts;

namespace Tsuba.Modules.Livestatus.Tables;

/// <summary>Comments and downtimes by the item that they belong to. Immutable; the last one made is kept, since most queries find the same notes.</summary>
internal sealed class NotesByItem
{
    private static NotesByItem? _last;

    private readonly ImmutableSortedDictionary<(int Part, ulong Id), CommentEvent> _allComments;
    private readonly ImmutableSortedDictionary<(int Part, ulong Id), DowntimeEvent> _allDowntimes;
    private readonly Dictionary<ulong, List<CommentEvent>> _comments = [];
    private readonly Dictionary<ulong, List<DowntimeEvent>> _downtimes = [];

    private NotesByItem(
        ImmutableSortedDictionary<(int Part, ulong Id), CommentEvent> comments,
        ImmutableSortedDictionary<(int Part, ulong Id), DowntimeEvent> downtimes)
    {
        _allComments = comments;
        _allDowntimes = downtimes;
        foreach (var comment in comments.Values)
        {
            Add(_comments, comment.Item, comment);
        }

        foreach (var downtime in downtimes.Values)
        {
            Add(_downtimes, downtime.Item, downtime);
        }
    }

    public static NotesByItem Of(
        ImmutableSortedDictionary<(int Part, ulong Id), CommentEvent> comments,
        ImmutableSortedDictionary<(int Part, ulong Id), DowntimeEvent> downtimes)
    {
        var last = Volatile.Read(ref _last);
        if (last is not null && ReferenceEquals(last._allComments, comments) && ReferenceEquals(last._allDowntimes, downtimes))
        {
            return last;
        }

        var made = new NotesByItem(comments, downtimes);
        Volatile.Write(ref _last, made);
        return made;
    }

    public IReadOnlyList<CommentEvent> CommentsOf(ulong item) => _comments.GetValueOrDefault(item) ?? [];

    public IReadOnlyList<DowntimeEvent> DowntimesOf(ulong item) => _downtimes.GetValueOrDefault(item) ?? [];

    private static void Add<TNote>(Dictionary<ulong, List<TNote>> notes, ulong item, TNote note)
    {
        if (!notes.TryGetValue(item, out var list))
        {
            notes[item] = list = [];
        }

        list.Add(note);
    }
}
