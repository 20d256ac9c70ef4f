namespace Tsuba.Journal;

/// <summary>Limits of a journal.</summary>
public sealed record JournalOptions
{
    /// <summary>A segment that is longer is followed by a new one.</summary>
    public long SegmentBytes { get; init; } = 32 * 1024 * 1024;

    /// <summary>Frames that may wait for the disk; above it <see cref="SegmentedJournal.Append"/> refuses.</summary>
    public long MaxPendingBytes { get; init; } = 64 * 1024 * 1024;

    /// <summary>
    /// Where <see cref="SegmentedJournal.DropBefore"/> moves segments to, instead of removing them; on the same file system. The journal never
    /// looks there again. Null: they are removed.
    /// </summary>
    public string? ArchiveDirectory { get; init; }

    /// <summary>
    /// Called where frames that were durable once may be missing, before anything is changed on the disk: who has to remember that does so now.
    /// What it throws comes out of <see cref="SegmentedJournal.Open"/>, and the next opening finds the same. Null: nobody has to.
    /// </summary>
    public Action? BeforeRepair { get; init; }

    /// <summary>Sequence of the first frame of a journal that has no files yet; at least 1.</summary>
    public ulong FirstSequence { get; init; } = 1;
}
