namespace Tsuba.Execution.Work;

/// <summary>Figures of a <see cref="WorkCore"/>. leased = finished + running + waiting + dropped before the start.</summary>
/// <param name="Slots">Most jobs at a time.</param>
/// <param name="Running">Jobs started and not ended.</param>
/// <param name="Waiting">Jobs leased and not started.</param>
/// <param name="Kept">Results not acknowledged.</param>
/// <param name="KeptBytes">Their size.</param>
/// <param name="Leased">Jobs taken, repetitions not counted.</param>
/// <param name="Repeated">Jobs leased again while they ran or after they had been run; not run again.</param>
/// <param name="StaleJobs">Jobs of an epoch that is over; not run.</param>
/// <param name="Finished">Jobs that ended.</param>
/// <param name="Acknowledged">Results that a source has taken.</param>
/// <param name="DroppedResults">Results that no source will take: the part has a new owner, or its source is gone for good.</param>
/// <param name="FailedBatches">Batches that did not arrive.</param>
/// <param name="Interrupted">Jobs that an earlier run had started, and whose end is not known; they run again when they are leased again.</param>
/// <param name="Unrecorded">Entries that the record did not make durable in time; the work went on.</param>
public sealed record WorkCounters(
    int Slots,
    int Running,
    int Waiting,
    int Kept,
    long KeptBytes,
    long Leased,
    long Repeated,
    long StaleJobs,
    long Finished,
    long Acknowledged,
    long DroppedResults,
    long FailedBatches,
    long Interrupted,
    long Unrecorded);
