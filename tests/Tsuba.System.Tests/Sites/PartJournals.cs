using System.Globalization;
using Tsuba.Journal;
using Tsuba.Journal.Files;
using Tsuba.Journal.Segments;
using Tsuba.Model.Items;
using Tsuba.Protocol.Contracts;
using Tsuba.Scheduler.Core;

namespace Tsuba.System.Tests.Sites;

/// <summary>What the journals of a scheduler that has stopped say.</summary>
internal static class PartJournals
{
    /// <summary>Every check result that took effect, in order, by item.</summary>
    public static ILookup<ulong, CheckResultEvent> Results(string state, string scheduler) =>
        Directory.EnumerateDirectories(Path.Combine(state, $"scheduler-{scheduler}"), "part-*").SelectMany(Read).ToLookup(result => result.Item);

    /// <summary>Those of one part, in order; the scheduler may own or follow it.</summary>
    public static List<CheckResultEvent> Results(string state, string scheduler, int part) =>
        Read(Path.Combine(state, $"scheduler-{scheduler}", string.Create(CultureInfo.InvariantCulture, $"part-{part}")));

    private static List<CheckResultEvent> Read(string part)
    {
        var results = new List<CheckResultEvent>();
        using var journal = SegmentedJournal.Open(
            DiskFiles.Instance, Path.Combine(part, "journal"), new JournalOptions(), new SegmentStamp(SemanticsRange.First, ReadOnlyMemory<byte>.Empty), 0).Journal;
        for (var cursor = journal.FirstSequence; ;)
        {
            var read = journal.Read(cursor, 4 * 1024 * 1024);
            if (read.Frames.IsEmpty)
            {
                return results;
            }

            foreach (var frame in FrameFormat.ReadAll(read.Frames) ?? [])
            {
                results.AddRange(FrameCodec.ReadEvents(frame.Payload.Span).Events.Where(happened => happened.CheckResult is not null).Select(happened => happened.CheckResult));
            }

            cursor = read.Next;
        }
    }
}
