using Tsuba.Journal;
using Tsuba.Journal.Reading;
using Tsuba.Protocol.Contracts;
using Tsuba.Scheduler.Core;
using Tsuba.Scheduler.Parts;

namespace Tsuba.Scheduler.Leaving;

/// <summary>Reads what a replaced owner leaves from the files of a part that is closed.</summary>
internal static class LeftJournal
{
    /// <summary>Commands that the heir may not have, in order.</summary>
    /// <param name="files">The part.</param>
    /// <param name="followerHad">The last frame that the follower is known to have; 0: not known.</param>
    public static IEnumerable<Command> Read(PartFiles files, ulong followerHad)
    {
        files.Files.CreateDirectory(files.Journal);
        var journal = new StoredJournal(files.Files, files.Journal);
        var turns = journal.Read(Math.Max(1, followerHad + 1))
            .Where(static frame => frame.Type is FrameCodec.Turn or FrameCodec.TurnWithConfiguration)
            .Select(static frame => FrameCodec.ReadInputs(frame.Payload.Span));
        if (followerHad == 0)
        {
            // Twice through the files rather than all of them in memory.
            var since = turns.Select(static turn => turn.UtcMs).DefaultIfEmpty().Max() - LeftCommands.LongestMemoryMilliseconds;
            turns = turns.Where(turn => turn.UtcMs >= since);
        }

        return turns.SelectMany(turn => LeftCommands.Of(files.Part, turn));
    }

    /// <summary>Shows the frames of an heir's journal to the commands that it is given.</summary>
    public static void Read(SegmentedJournal journal, LateCommands late, int bytesAtOnce)
    {
        var cursor = journal.FirstSequence;
        while (cursor <= journal.DurableSequence)
        {
            var read = journal.Read(cursor, bytesAtOnce);
            if (read.TooOld)
            {
                cursor = Math.Max(journal.FirstSequence, cursor + 1);
                continue;
            }

            if (read.Frames.IsEmpty)
            {
                return;
            }

            foreach (var frame in FrameFormat.ReadAll(read.Frames) ?? [])
            {
                late.Read(FrameCodec.ReadInputs(frame.Payload.Span));
            }

            cursor = read.Next;
        }
    }
}
