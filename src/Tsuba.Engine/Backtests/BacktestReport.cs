using System.Collections.Immutable;
using Tsuba.Model.Items;

namespace Tsuba.Engine.Backtests;

/// <summary>How a candidate differs from what was recorded, in one part or in several (<see cref="Merge"/>).</summary>
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

    /// <summary>Items that came into the recording later or went from it, or whose state came from another part; they are not compared.</summary>
    public required ImmutableArray<ItemName> Passing { get; init; }

    /// <summary>Results that were recorded and had an effect.</summary>
    public required long Results { get; init; }

    /// <summary>Whether the engine of the candidate got to the end.</summary>
    public required bool IsComplete { get; init; }

    /// <summary>Whether there is any difference.</summary>
    public bool Differs => !Differences.IsEmpty || LeftOut > 0 || !OnlyRecorded.IsEmpty || !OnlyCandidate.IsEmpty;

    /// <summary>The parts of a site in one. An item that one part lost and another one has, moved.</summary>
    /// <param name="parts">At least one.</param>
    public static BacktestReport Merge(IReadOnlyList<BacktestReport> parts)
    {
        ArgumentNullException.ThrowIfNull(parts);
        var lost = parts.SelectMany(part => part.OnlyRecorded).ToHashSet();
        var moved = parts.SelectMany(part => part.OnlyCandidate).Where(lost.Contains).ToHashSet();
        return new BacktestReport
        {
            FromUtcMilliseconds = parts.Min(part => part.FromUtcMilliseconds),
            ToUtcMilliseconds = parts.Max(part => part.ToUtcMilliseconds),
            Differences = [.. parts.SelectMany(part => part.Differences).OrderBy(difference => difference.UtcMilliseconds)],
            LeftOut = parts.Sum(part => part.LeftOut),
            Hours =
            [
                .. parts.SelectMany(part => part.Hours)
                    .GroupBy(hour => (hour.Contact, hour.HourUtcMilliseconds))
                    .Select(group => new ContactHour(group.Key.Contact, group.Key.HourUtcMilliseconds, group.Sum(hour => hour.Recorded), group.Sum(hour => hour.Candidate)))
                    .OrderBy(hour => hour.Contact, StringComparer.Ordinal)
                    .ThenBy(hour => hour.HourUtcMilliseconds),
            ],
            OnlyRecorded = Sorted(lost.Where(item => !moved.Contains(item))),
            OnlyCandidate = Sorted(parts.SelectMany(part => part.OnlyCandidate).Where(item => !moved.Contains(item))),
            Passing = Sorted(parts.SelectMany(part => part.Passing).Concat(moved)),
            Results = parts.Sum(part => part.Results),
            IsComplete = parts.All(part => part.IsComplete),
        };
    }

    private static ImmutableArray<ItemName> Sorted(IEnumerable<ItemName> items) => [.. items.Distinct().OrderBy(item => item.ToString(), StringComparer.Ordinal)];
}
