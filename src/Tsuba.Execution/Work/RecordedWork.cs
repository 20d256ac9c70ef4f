namespace Tsuba.Execution.Work;

/// <summary>What the record of an earlier run says of a job.</summary>
/// <param name="Item">The job as it was leased then.</param>
/// <param name="Result">How it ended; null: it was started, and nobody knows how far it came.</param>
/// <param name="IsSettled">Whether its result was taken.</param>
public sealed record RecordedWork(WorkItem Item, WorkResult? Result, bool IsSettled);
