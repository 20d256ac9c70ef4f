namespace Tsuba.Modules.Livestatus.Server;

/// <summary>What all connections of a module share.</summary>
/// <param name="Settings">Settings.</param>
/// <param name="Time">The clock.</param>
/// <param name="Counters">What is counted.</param>
/// <param name="Pending">Answers under way.</param>
/// <param name="Commands">Where commands go.</param>
/// <param name="Queries">Answers a query, given its lines.</param>
internal sealed record PortServices(
    LivestatusSettings Settings,
    TimeProvider Time,
    LivestatusCounters Counters,
    PendingAnswers Pending,
    CommandIntake Commands,
    Func<IReadOnlyList<string>, CancellationToken, ValueTask<LivestatusAnswer>> Queries);
