using Tsuba.Engine;
using Tsuba.Model.Items;

namespace Tsuba.Scheduler.Parts;

/// <summary>Limits of a part.</summary>
internal sealed record PartSettings
{
    /// <summary>Messages that may wait for the next turn; above it callers are told that the part is full.</summary>
    public int QueueMessages { get; init; } = 1024;

    /// <summary>Inputs that may wait for the next turn.</summary>
    public int QueueInputs { get; init; } = 200_000;

    /// <summary>Characters of texts in the inputs that may wait for the next turn.</summary>
    public long QueueCharacters { get; init; } = 64L * 1024 * 1024;

    /// <summary>Characters of texts in the inputs of one turn; with <see cref="TurnInputs"/> it keeps a frame below 16 MiB.</summary>
    public int TurnCharacters { get; init; } = 1024 * 1024;

    /// <summary>Inputs of one turn.</summary>
    public int TurnInputs { get; init; } = 4096;

    /// <summary>Bytes that may wait for the disk before turns wait too.</summary>
    public long PendingBytes { get; init; } = 64L * 1024 * 1024;

    /// <summary>A snapshot is made when the journal has grown by this much since the last.</summary>
    public long SnapshotEveryBytes { get; init; } = 64L * 1024 * 1024;

    /// <summary>Versions of the rules that parts can run under.</summary>
    public SemanticsRange Knows { get; init; } = SemanticsVersions.Known;

    /// <summary>How long and how much is kept of what a part no longer needs.</summary>
    public HistoryLimits History { get; init; } = HistoryLimits.Nothing;

    /// <summary>As much of the journal stays for readers of events who come late.</summary>
    public long KeepBytes { get; init; } = 256L * 1024 * 1024;

    /// <summary>A segment of the journal that is longer is followed by a new one: only whole segments are let go of.</summary>
    public long SegmentBytes { get; init; } = 32L * 1024 * 1024;

    /// <summary>Timers that fall due within this are fired in one turn.</summary>
    public TimeSpan TimerQuantum { get; init; } = TimeSpan.FromMilliseconds(10);
}
