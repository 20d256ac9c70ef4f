using System.Collections.Immutable;
using Tsuba.Journal;
using Tsuba.Journal.Snapshots;
using Tsuba.Model.Items;
using Tsuba.Scheduler.Core;

namespace Tsuba.Scheduler.Parts;

/// <summary>A part as its files have it: snapshot, and frames replayed on top.</summary>
/// <param name="Core">The state after the last frame.</param>
/// <param name="Journal">Open at its end.</param>
/// <param name="Snapshots">Of the same part.</param>
/// <param name="History">What it let go of.</param>
/// <param name="LacksEvents">Whether readers may have seen events that are gone, or never will see some.</param>
/// <param name="Replayed">How many frames were replayed.</param>
/// <param name="Findings">What was not as it should be.</param>
internal sealed record OpenedPart(
    PartCore Core,
    SegmentedJournal Journal,
    SnapshotStore Snapshots,
    PartHistory History,
    bool LacksEvents,
    long Replayed,
    ImmutableArray<JournalFinding> Findings)
{
    /// <summary>Frame of the snapshot that the state begins with; 0: it comes from the journal alone.</summary>
    public ulong Snapshot { get; init; }

    /// <summary>Whether frames that were there once are missing, not only an unfinished write.</summary>
    public bool IsDamaged { get; init; }

    /// <summary>
    /// Whether damage, found now or at an opening before, left nothing of the state. Frames that were appended to these files would make
    /// a journal without beginning, which no copy of it could be opened from.
    /// </summary>
    public bool HoldsNothing => Core.Manifest is null && Journal.NextSequence > 1;

    /// <summary>Whether the files hold frames of a later epoch: the order to run them came too late, and somebody else owns the part.</summary>
    public bool IsAheadOf(Epoch epoch) => Core.Epoch > epoch;
}
