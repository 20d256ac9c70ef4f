using Tsuba.Model.Items;

namespace Tsuba.Engine.Inputs;

/// <summary>A poller's result of one occurrence of a check. A second result of one occurrence has no effect.</summary>
public sealed record CheckResult : EngineInput
{
    /// <summary>The item that was checked.</summary>
    public required ItemId Item { get; init; }

    /// <summary>Number of the check of this item, from <c>CheckDue</c>.</summary>
    public required ulong Occurrence { get; init; }

    /// <summary>Exit code as the process gave it; outside 0 to 3 it is judged by the profile.</summary>
    public required int ExitCode { get; init; }

    /// <summary>Signal that ended the process; 0: none.</summary>
    public int Signal { get; init; }

    /// <summary>Whether the time limit ended it.</summary>
    public bool TimedOut { get; init; }

    /// <summary>Output as text; bad bytes are already replaced.</summary>
    public required string Output { get; init; }

    /// <summary>Why it could not be started; null: it was.</summary>
    public string? Failure { get; init; }

    /// <summary>Start by the poller's wall clock, milliseconds since 1970.</summary>
    public long StartUtcMilliseconds { get; init; }

    /// <summary>How long it ran.</summary>
    public TimeSpan ExecutionTime { get; init; }

    /// <summary>Name of the poller.</summary>
    public string Poller { get; init; } = "";
}
