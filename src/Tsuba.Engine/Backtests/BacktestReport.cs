using System.Collections.Immutable;
using Tsuba.Model.Items;

namespace Tsuba.Engine.Backtests;

/// <summary>How a candidate differs from what was recorded, in all parts whose recordings were given.</summary>
public sealed record BacktestReport
{
    /// <summary>Time of the first turn that both sides ran.</summary>
    public required long FromUtcMilliseconds { get; init; }

    /// <summary>Time of the last one.</summary>
    public required long ToUtcMilliseconds { get; init; }

    /// <summary>By time.</summary>
    public required ImmutableArray<BacktestDifference> Differences { get; init; }

    /// <summary>Differences beyond the limit.</summary>
    public required long LeftOut { get; init; }

    /// <summary>Notifications by contact and hour.</summary>
    public required ImmutableArray<ContactHour> Hours { get; init; }

    /// <summary>Items that the candidate does not have; they are not compared.</summary>
    public required ImmutableArray<ItemName> OnlyRecorded { get; init; }

    /// <summary>Items that only the candidate has; they are not compared.</summary>
    public required ImmutableArray<ItemName> OnlyCandidate { get; init; }

    /// <summary>Items that came into the recording later or went from it, that begin in another part than the candidate has them in, or that went to a part whose recording is not there; they are not compared.</summary>
    public required ImmutableArray<ItemName> Passing { get; init; }

    /// <summary>Items that went from one part to another and are compared in both; while their state was on its way they are not.</summary>
    public required ImmutableArray<ItemName> Moved { get; init; }

    /// <summary>Results that were recorded and had an effect.</summary>
    public required long Results { get; init; }

    /// <summary>Whether the engine of the candidate got to the end.</summary>
    public required bool IsComplete { get; init; }

    /// <summary>Whether there is any difference.</summary>
    public bool Differs => !Differences.IsEmpty || LeftOut > 0 || !OnlyRecorded.IsEmpty || !OnlyCandidate.IsEmpty;
}
