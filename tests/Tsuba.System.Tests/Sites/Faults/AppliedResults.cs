using Tsuba.Journal.Files;
using Tsuba.Journal.Reading;
using Tsuba.Protocol.Contracts;
using Tsuba.Scheduler.Core;

namespace Tsuba.System.Tests.Sites.Faults;

/// <summary>Check results that took effect in a part, in the order of its journal, as its owner's files have them; the owner may run.</summary>
internal sealed record AppliedResults(int Part, IReadOnlyList<(CheckResultEvent Result, long AppliedUtcMs)> All)
{
    /// <summary>Reads the files of a part.</summary>
    /// <param name="scheduler">State directory of its owner.</param>
    /// <param name="part">Number of the part.</param>
    public static AppliedResults Read(string scheduler, int part)
    {
        return new AppliedResults(part, [.. Each(scheduler, part)]);
    }

    /// <summary>The same one by one, where there are more than memory should hold.</summary>
    public static IEnumerable<(CheckResultEvent Result, long AppliedUtcMs)> Each(string scheduler, int part)
    {
        var directory = Path.Combine(scheduler, string.Create(global::System.Globalization.CultureInfo.InvariantCulture, $"part-{part}"));
        var journal = new StoredJournal(ReadOnlyFiles.Instance, Path.Combine(directory, "history"), Path.Combine(directory, "journal"));
        foreach (var frame in journal.Read(journal.FirstSequence))
        {
            var turn = FrameCodec.ReadEvents(frame.Payload.Span);
            foreach (var happened in turn.Events.Where(happened => happened.CheckResult is not null))
            {
                yield return (happened.CheckResult, turn.UtcMs);
            }
        }
    }

    /// <summary>
    /// Occurrences of a check that are missing between the first and the last of its item, or took effect more than once. Passive results
    /// have none of their own.
    /// </summary>
    public IReadOnlyList<string> Wrong() =>
    [
        .. All.Where(entry => IsActive(entry.Result))
            .GroupBy(entry => entry.Result.Item)
            .SelectMany(item => item.Zip(item.Skip(1)), (item, pair) => (item.Key, Before: pair.First.Result.Occurrence, After: pair.Second.Result.Occurrence))
            .Where(step => step.After != step.Before + 1)
            .Select(step => $"part {Part} item {step.Key:x}: {step.After} follows {step.Before}"),
    ];

    /// <summary>Most checks of one item that started more than a second late, of those that were due after a moment.</summary>
    public int MostDelayed(DateTimeOffset after) => All
        .Where(entry => IsActive(entry.Result) && entry.Result.LatencySeconds > 1 && entry.Result.StartUtcMs > after.ToUnixTimeMilliseconds())
        .GroupBy(entry => entry.Result.Item)
        .Select(item => item.Count())
        .DefaultIfEmpty()
        .Max();

    /// <summary>When the first check started after a moment.</summary>
    public DateTimeOffset? FirstStart(DateTimeOffset after) => All
        .Where(entry => IsActive(entry.Result) && entry.Result.StartUtcMs > after.ToUnixTimeMilliseconds())
        .Select(entry => (DateTimeOffset?)DateTimeOffset.FromUnixTimeMilliseconds(entry.Result.StartUtcMs))
        .Min();

    // 0: active, 1: passive. What a passive result says as its occurrence is that of the item's last check, or where the item's numbers begin.
    private static bool IsActive(CheckResultEvent result) => result.CheckType == 0;
}
