using Tsuba.Journal;
using Tsuba.Journal.Files;
using Tsuba.Journal.Segments;
using Tsuba.Protocol.Contracts;
using Tsuba.Scheduler.Core;

namespace Tsuba.System.Tests.Sites;

/// <summary>What the journals of a scheduler that has stopped say.</summary>
internal static class PartJournals
{
    /// <summary>Every check result that took effect, in order, by item.</summary>
    public static ILookup<ulong, CheckResultEvent> Results(string state, string scheduler)
    {
        var results = new List<CheckResultEvent>();
        foreach (var part in Directory.EnumerateDirectories(Path.Combine(state, $"scheduler-{scheduler}"), "part-*"))
        {
            using var opening = SegmentedJournal.Open(
                DiskFiles.Instance, Path.Combine(part, "journal"), new JournalOptions(), new SegmentStamp(PartCore.SemanticsVersion, ReadOnlyMemory<byte>.Empty), 0).Journal;
            for (var cursor = opening.FirstSequence; ;)
            {
                var read = opening.Read(cursor, 4 * 1024 * 1024);
                if (read.Frames.IsEmpty)
                {
                    break;
                }

                foreach (var frame in FrameFormat.ReadAll(read.Frames) ?? [])
                {
                    results.AddRange(FrameCodec.ReadEvents(frame.Payload.Span).Events.Where(happened => happened.CheckResult is not null).Select(happened => happened.CheckResult));
                }

                cursor = read.Next;
            }
        }

        return results.ToLookup(result => result.Item);
    }
}
