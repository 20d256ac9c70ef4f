using Tsuba.Journal;
using Tsuba.Journal.Reading;
using Tsuba.Protocol.Contracts;
using Tsuba.Scheduler.Core;
using Tsuba.Scheduler.Parts;

namespace Tsuba.Scheduler.Leaving;

/// <summary>Reads what a replaced owner leaves from the files of a part that is closed.</summary>
internal static class LeftJournal
{
    /// <summary>Commands that the heir may not have, in order, with their frames.</summary>
    /// <param name="files">The part.</param>
    /// <param name="followerHad">The last frame that the heir is known to have; 0: not known.</param>
    /// <param name="taken">The last frame whose commands were taken before.</param>
    public static IEnumerable<(ulong Frame, Command Command)> Read(PartFiles files, ulong followerHad, ulong taken)
    {
        files.Files.CreateDirectory(files.Journal);
        var journal = new StoredJournal(files.Files, files.Journal);
        var turns = journal.Read(Math.Max(followerHad, taken) + 1)
            .Where(static frame => frame.Type is FrameCodec.Turn or FrameCodec.TurnWithConfiguration)
            .Select(static frame => (frame.Sequence, Turn: FrameCodec.ReadInputs(frame.Payload.Span), frame.Payload));
        if (followerHad == 0)
        {
            // Twice through the files rather than all of them in memory.
            var since = Timed(turns).Select(static read => read.RunMs).DefaultIfEmpty().Max() - LeftCommands.LongestMemoryMilliseconds;
            turns = Timed(turns).Where(read => read.RunMs >= since).Select(static read => (read.Sequence, read.Turn, read.Payload));
        }

        var left = new LeftCommands(files.Part);
        return turns.SelectMany(read => left.Read(read.Sequence, read.Turn, () => FrameCodec.ReadEvents(read.Payload.Span)).Select(command => (read.Sequence, command)));
    }

    // With the time that owners ran for until then. What a start adds to the clock of a part is what the wall clock of the machine says, which may have been
    // set meanwhile: it counts as nothing, so that rather more is handed over than less.
    private static IEnumerable<(ulong Sequence, JournalTurnInputs Turn, ReadOnlyMemory<byte> Payload, long RunMs)> Timed(
        IEnumerable<(ulong Sequence, JournalTurnInputs Turn, ReadOnlyMemory<byte> Payload)> turns)
    {
        var (run, before) = (0L, long.MaxValue);
        foreach (var (sequence, turn, payload) in turns)
        {
            if (turn.Inputs.All(static input => input.KindCase != JournalInput.KindOneofCase.Resume))
            {
                run += Math.Max(0, turn.LogicalMs - before);
            }

            before = turn.LogicalMs;
            yield return (sequence, turn, payload, run);
        }
    }

    /// <summary>Shows the frames of an heir's journal to the commands that it is given.</summary>
    public static void Read(SegmentedJournal journal, LateCommands late, int bytesAtOnce)
    {
        var cursor = journal.FirstSequence;
        late.Begin(cursor);
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
                late.Read(FrameCodec.ReadInputs(frame.Payload.Span), () => FrameCodec.ReadEvents(frame.Payload.Span));
            }

            cursor = read.Next;
        }
    }
}
