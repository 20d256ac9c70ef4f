using Tsuba.Journal;
using Tsuba.Protocol.Contracts;
using Tsuba.Scheduler.Parts;

namespace Tsuba.Simulation.Tests.Worlds;

/// <summary>
/// Every frame that became durable at an owner, and the snapshots that owners stored. Journals let go of frames, copies begin from snapshots, and
/// frames of former owners are thrown away: the oracle replays what is here instead.
/// </summary>
internal sealed class WrittenFrames
{
    private readonly Dictionary<(int Part, ulong Sequence, uint Checksum), WrittenFrame> _frames = [];
    private readonly Dictionary<(int Part, ulong Frame, ulong Epoch, ulong StateHash), WrittenFrame?> _snapshots = [];

    /// <summary>All that the state of a part came from that was read from disk; an error: it begins with a snapshot that no owner stored.</summary>
    public (WrittenFrame? Last, string? Error) Opened(OpenedPart opened)
    {
        var part = opened.Core.Part.Value;
        WrittenFrame? last = null;
        if (opened.Snapshot > 0)
        {
            var content = PartSnapshot.Parser.ParseFrom(opened.Snapshots.Read(opened.Snapshot)!.Content.Span);
            if (!_snapshots.TryGetValue(KeyOf(content), out last))
            {
                return (null, $"part {part} was brought back from a snapshot at frame {opened.Snapshot} that no owner stored");
            }
        }

        return (Read(part, opened.Journal, Math.Max(opened.Snapshot + 1, opened.Journal.FirstSequence), last), null);
    }

    /// <summary>Takes what became durable behind a frame.</summary>
    public WrittenFrame? Committed(OpenedPart opened, ulong from, WrittenFrame? last) => Read(opened.Core.Part.Value, opened.Journal, from, last);

    /// <summary>An owner stores a snapshot.</summary>
    public void Stored(PartSnapshot snapshot, WrittenFrame? last)
    {
        while (last is not null && last.Sequence > snapshot.Frame)
        {
            last = last.Before;
        }

        _snapshots[KeyOf(snapshot)] = last;
    }

    private static (int Part, ulong Frame, ulong Epoch, ulong StateHash) KeyOf(PartSnapshot snapshot) =>
        (snapshot.Part, snapshot.Frame, snapshot.Epoch, snapshot.StateHash);

    private WrittenFrame? Read(int part, SegmentedJournal journal, ulong cursor, WrittenFrame? last)
    {
        while (true)
        {
            var read = journal.Read(cursor, 1 << 20);
            if (read.Frames.IsEmpty)
            {
                return last;
            }

            foreach (var frame in FrameFormat.ReadAll(read.Frames) ?? [])
            {
                last = Add(part, frame, last);
            }

            cursor = read.Next;
        }
    }

    private WrittenFrame Add(int part, JournalFrame frame, WrittenFrame? before)
    {
        var key = (part, frame.Sequence, frame.Checksum);
        if (!_frames.TryGetValue(key, out var known) || known.Before != before)
        {
            _frames[key] = known = new WrittenFrame(before, frame.Sequence, frame.Payload.ToArray());
        }

        return known;
    }
}
