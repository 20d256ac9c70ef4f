namespace Tsuba.Scheduler.Core;

/// <summary>
/// What of the history of a part goes. A recording begins at a snapshot, or at the first frame of all, so it is cut there: frames that no
/// snapshot leads to are of no use. Invariant: what the part needs (its own snapshots, and its journal from the older one on) is not in it.
/// </summary>
public sealed class HistoryPlan
{
    /// <summary>A snapshot of the history.</summary>
    /// <param name="Sequence">The last frame in it.</param>
    /// <param name="UtcMilliseconds">Its time.</param>
    /// <param name="Bytes">Size of its file.</param>
    public readonly record struct Snapshot(ulong Sequence, long UtcMilliseconds, long Bytes);

    /// <summary>A segment of the history.</summary>
    /// <param name="First">Its first frame.</param>
    /// <param name="Bytes">Size of its file.</param>
    public readonly record struct Segment(ulong First, long Bytes);

    /// <summary>Snapshots, oldest first.</summary>
    public required IReadOnlyList<Snapshot> Snapshots { get; init; }

    /// <summary>Segments, oldest first.</summary>
    public required IReadOnlyList<Segment> Segments { get; init; }

    /// <summary>The older snapshot of the part itself: a recording can always begin there.</summary>
    public required Snapshot Own { get; init; }

    /// <summary>The first frame that the part itself keeps.</summary>
    public required ulong OwnFirst { get; init; }

    /// <summary>Bytes that the part itself needs.</summary>
    public required long OwnBytes { get; init; }

    /// <summary>Time of the first frame of the oldest segment.</summary>
    public required long OldestUtcMilliseconds { get; init; }

    /// <summary>The frame behind which a recording still begins; what ends at or before it goes, and snapshots before it.</summary>
    /// <param name="cutoffUtcMilliseconds">As far back as one may want to look.</param>
    /// <param name="maxBytes">Most bytes, <see cref="OwnBytes"/> included.</param>
    public ulong Begin(long cutoffUtcMilliseconds, long maxBytes)
    {
        var starts = new List<Snapshot>();
        if (Segments.Count > 0 && Segments[0].First == 1)
        {
            starts.Add(new Snapshot(0, OldestUtcMilliseconds, 0));
        }

        starts.AddRange(Snapshots);
        starts.Add(Own);

        // The newest beginning that is old enough; if all are younger, the oldest.
        var at = Math.Max(0, starts.FindLastIndex(start => start.UtcMilliseconds <= cutoffUtcMilliseconds));
        while (at < starts.Count - 1 && BytesFrom(starts[at].Sequence) > maxBytes)
        {
            at++;
        }

        return starts[at].Sequence;
    }

    /// <summary>Whether a segment goes if recordings begin behind a frame.</summary>
    /// <param name="index">Index of the segment.</param>
    /// <param name="begin">The frame, from <see cref="Begin"/>.</param>
    public bool Goes(int index, ulong begin) => (index + 1 < Segments.Count ? Segments[index + 1].First : OwnFirst) <= begin + 1;

    private long BytesFrom(ulong begin)
    {
        var bytes = OwnBytes;
        foreach (var snapshot in Snapshots)
        {
            bytes += snapshot.Sequence >= begin ? snapshot.Bytes : 0;
        }

        for (var index = 0; index < Segments.Count; index++)
        {
            bytes += Goes(index, begin) ? 0 : Segments[index].Bytes;
        }

        return bytes;
    }
}
