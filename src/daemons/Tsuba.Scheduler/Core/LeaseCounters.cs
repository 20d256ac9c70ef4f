namespace Tsuba.Scheduler.Core;

/// <summary>What is due, and what became of it. Sums since the start: <c>Added = Completed + Cancelled + waiting + out</c>.</summary>
public readonly record struct LeaseCounters(
    int WaitingChecks,
    int WaitingActions,
    int LeasedChecks,
    int LeasedActions,
    long Added,
    long HandedOut,
    long Completed,
    long Cancelled,
    long Reissued,
    long Retried);
