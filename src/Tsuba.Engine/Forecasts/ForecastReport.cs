using System.Collections.Immutable;
using Tsuba.Engine.Scenarios;
using Tsuba.Model.Items;

namespace Tsuba.Engine.Forecasts;

/// <summary>What would happen in one part, or in several (<see cref="Merge"/>).</summary>
public sealed record ForecastReport
{
    /// <summary>By time.</summary>
    public required ImmutableArray<ForecastEntry> Entries { get; init; }

    /// <summary>Entries beyond the limit.</summary>
    public required long LeftOut { get; init; }

    /// <summary>Lines of the script that nothing took: their command was refused, or no part has the item.</summary>
    public required ImmutableArray<ScenarioFinding> Refused { get; init; }

    /// <summary>Lines of the script that had an effect on the part.</summary>
    public required ImmutableHashSet<int> TakenLines { get; init; }

    /// <summary>What is not OK or UP in the end, with its state.</summary>
    public required ImmutableArray<(ItemName Item, string State)> Problems { get; init; }

    /// <summary>Whether the engine could be run to the end.</summary>
    public required bool IsComplete { get; init; }

    /// <summary>The parts of a site in one. A line is refused if no part took it.</summary>
    public static ForecastReport Merge(IReadOnlyList<ForecastReport> parts)
    {
        ArgumentNullException.ThrowIfNull(parts);
        var taken = parts.SelectMany(part => part.TakenLines).ToImmutableHashSet();
        return new ForecastReport
        {
            Entries = [.. parts.SelectMany(part => part.Entries).OrderBy(entry => entry.UtcMilliseconds)],
            LeftOut = parts.Sum(part => part.LeftOut),
            Refused = [.. parts.SelectMany(part => part.Refused).Where(finding => !taken.Contains(finding.Line)).DistinctBy(finding => finding.Line).OrderBy(finding => finding.Line)],
            TakenLines = taken,
            Problems = [.. parts.SelectMany(part => part.Problems).OrderBy(problem => problem.Item.ToString(), StringComparer.Ordinal)],
            IsComplete = parts.All(part => part.IsComplete),
        };
    }
}
