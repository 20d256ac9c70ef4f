using Tsuba.Model.Items;

namespace Tsuba.Execution.Work;

/// <summary>Settings of a <see cref="WorkCore"/>.</summary>
public sealed record WorkCoreOptions
{
    /// <summary>A batch leaves when it has this many results …</summary>
    public int BatchResults { get; init; } = 256;

    /// <summary>… or this many bytes …</summary>
    public long BatchBytes { get; init; } = 1024 * 1024;

    /// <summary>… or when its first result has waited this long.</summary>
    public TimeSpan BatchDelay { get; init; } = TimeSpan.FromMilliseconds(20);

    /// <summary>
    /// With more bytes of unacknowledged results, no job is taken any more. Results are never dropped for want of room, so what
    /// is kept stays below this + running jobs × their output limit.
    /// </summary>
    public long MaxKeptBytes { get; init; } = 64L * 1024 * 1024;

    /// <summary>
    /// How many jobs are remembered with their outcome after it was acknowledged. One that is leased again meanwhile is
    /// answered from memory, not run again. 0: only jobs that run or whose result is not acknowledged yet.
    /// </summary>
    public required int Remembered { get; init; }

    /// <summary>
    /// Whether the outcome of a job goes to the new owner when its part changes hands, under the new epoch, also where the old owner took
    /// it within <see cref="RestampWithin"/>: the new one may not know of it, and would have the job done again by somebody else.
    /// </summary>
    public bool Restamps { get; init; }

    /// <summary>How long ago an outcome may have been taken to be told again.</summary>
    public TimeSpan RestampWithin { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>
    /// Whether the start and the end of a job that must not be done twice (<see cref="WorkItem.IsOnce"/>) are recorded before what follows from
    /// them, so that the next run of this worker knows them.
    /// </summary>
    public bool Records { get; init; }

    /// <summary>What earlier runs recorded.</summary>
    public IReadOnlyList<RecordedWork> Recorded { get; init; } = [];

    /// <summary>First pause after a failed batch; doubles with each further failure.</summary>
    public TimeSpan FirstRetry { get; init; } = TimeSpan.FromMilliseconds(200);

    /// <summary>Longest pause.</summary>
    public TimeSpan LastRetry { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How long results are kept for a source that is no longer among the links, and whose parts nobody is known to own.</summary>
    public TimeSpan ForgetAfter { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>Spreads the retries of many workers; any number.</summary>
    public required ulong Seed { get; init; }

    /// <summary>Highest epochs seen in earlier runs.</summary>
    public IReadOnlyDictionary<PartId, Epoch> Epochs { get; init; } = new Dictionary<PartId, Epoch>();
}
