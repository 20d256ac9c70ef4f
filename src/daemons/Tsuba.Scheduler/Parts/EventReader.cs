using System.Collections.Immutable;
using Tsuba.Journal;
using Tsuba.Model.Items;
using Tsuba.Protocol.Contracts;
using Tsuba.Scheduler.Core;

namespace Tsuba.Scheduler.Parts;

/// <summary>
/// Finds events by their number in the frames of a journal: where a reader went on before, from memory, else by halving, since
/// every frame states the numbers of its events.
/// </summary>
internal sealed class EventReader
{
    private const int MaxReaders = 64;
    private const int FrameBytes = 1024 * 1024;

    private readonly SegmentedJournal _journal;
    private readonly Lock _gate = new();
    private readonly Dictionary<string, (ulong Cursor, ulong Frame)> _positions = new(StringComparer.Ordinal);

    public EventReader(SegmentedJournal journal)
    {
        _journal = journal;
    }

    /// <summary>Events from a cursor on, from frames up to <paramref name="mark"/>.</summary>
    /// <returns>Null where the cursor is too old; no frames where there is nothing new.</returns>
    public (List<EventFrame> Frames, ulong Next)? Read(string reader, ulong cursor, int maxBytes, ulong mark)
    {
        cursor = Math.Max(1, cursor);
        if (Locate(reader, cursor, mark) is not { } position)
        {
            return null;
        }

        var frames = new List<EventFrame>();
        var (next, bytes) = (cursor, 0);
        while (position <= mark && bytes < maxBytes)
        {
            var read = _journal.Read(position, FrameBytes);
            if (read.TooOld)
            {
                return null;
            }

            if (read.Frames.IsEmpty)
            {
                break;
            }

            foreach (var frame in FrameFormat.ReadAll(read.Frames) ?? [])
            {
                if (frame.Sequence > mark || bytes >= maxBytes)
                {
                    break;
                }

                position = frame.Sequence + 1;
                var turn = FrameCodec.ReadEvents(frame.Payload.Span);
                if (turn.NextEvent <= next)
                {
                    continue;
                }

                next = turn.NextEvent;
                if (ToFrame(turn, cursor) is { } events)
                {
                    frames.Add(events);
                    bytes += frame.Payload.Length;
                }
            }
        }

        Remember(reader, next, position);
        return (frames, next);
    }

    /// <summary>
    /// Where the history of this part parts from the one that was read: at the first event behind the newest ownership that both had. Who read further has read what did not stay.
    /// An ownership has one owner, so frames of one are the same wherever they are. 0: the two are the same as far as they go. Source: docs/decisions/0067, 0103.
    /// </summary>
    /// <param name="request">Says under which ownerships was read, and where each began.</param>
    /// <param name="had">The ownerships that the part's state came from.</param>
    /// <param name="mark">Frames up to here count.</param>
    public ulong DiffersFrom(ReadEventsRequest request, ImmutableArray<Epoch> had, ulong mark)
    {
        ulong? bound = null;
        foreach (var read in request.ReadOwnerships.Reverse())
        {
            if (had.Contains(Epoch.FromPacked(read.Epoch)))
            {
                var after = FirstAfter(read.Epoch, mark);
                return bound is { } began && (after == 0 || began < after) ? began : after;
            }

            bound = Math.Max(1, read.First);
        }

        return bound ?? (request.ReadEpoch == 0 ? 0 : FirstAfter(request.ReadEpoch, mark));
    }

    // The first event of a later epoch than one, in frames up to the mark; 0: there is none, or it is no longer here.
    private ulong FirstAfter(ulong epoch, ulong mark)
    {
        var (low, high) = (_journal.FirstSequence, mark + 1);
        while (low < high)
        {
            var middle = low + ((high - low) / 2);
            if (Turn(middle) is not { } turn)
            {
                return 0;
            }

            if (turn.Epoch > epoch)
            {
                high = middle;
            }
            else
            {
                low = middle + 1;
            }
        }

        return low <= mark && Turn(low) is { } first ? first.FirstEvent : 0;
    }

    private static EventFrame? ToFrame(JournalTurnEvents turn, ulong cursor)
    {
        var frame = new EventFrame { UtcMs = turn.UtcMs };
        foreach (var happened in turn.Events)
        {
            if (happened.Sequence >= cursor)
            {
                frame.Events.Add(happened);
            }
        }

        if (frame.Events.Count == 0)
        {
            return null;
        }

        frame.First = frame.Events[0].Sequence;
        return frame;
    }

    // The first frame whose events go beyond the cursor; the frame behind the mark where there is none.
    private ulong? Locate(string reader, ulong cursor, ulong mark)
    {
        lock (_gate)
        {
            if (_positions.TryGetValue(reader, out var known) && known.Cursor == cursor && known.Frame >= _journal.FirstSequence)
            {
                return known.Frame;
            }
        }

        var low = _journal.FirstSequence;
        if (low > mark)
        {
            return cursor == 1 ? low : null;
        }

        if (Turn(low) is not { } oldest || cursor < oldest.FirstEvent)
        {
            return null;
        }

        var high = mark + 1;
        while (low < high)
        {
            var middle = low + ((high - low) / 2);
            if (Turn(middle) is not { } turn)
            {
                return null;
            }

            if (turn.NextEvent <= cursor)
            {
                low = middle + 1;
            }
            else
            {
                high = middle;
            }
        }

        // A cursor beyond the end, or among numbers that were left out behind damage: it comes from what is no longer so.
        var isBeyond = low > mark && (Turn(mark) is not { } newest || newest.NextEvent < cursor);
        var isLeftOut = low <= mark && Turn(low) is { } found && found.FirstEvent > cursor;
        return isBeyond || isLeftOut ? null : low;
    }

    private JournalTurnEvents? Turn(ulong frame)
    {
        var read = _journal.Read(frame, maxBytes: 1);
        return !read.TooOld && FrameFormat.TryRead(read.Frames, out var found) ? FrameCodec.ReadEvents(found.Payload.Span) : null;
    }

    private void Remember(string reader, ulong cursor, ulong frame)
    {
        lock (_gate)
        {
            if (_positions.Count >= MaxReaders && !_positions.ContainsKey(reader))
            {
                _positions.Clear();
            }

            _positions[reader] = (cursor, frame);
        }
    }
}
