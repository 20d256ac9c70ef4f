using System.Collections.Immutable;

namespace Tsuba.Modules.Availability;

/// <summary>What is stored of an item over a range.</summary>
/// <param name="States">Its states in ascending order; the first one may have begun before the range.</param>
/// <param name="Downtimes">Its scheduled downtimes that touch the range, in any order.</param>
/// <param name="Corrections">Its corrections in force that touch the range, in the order in which they were made.</param>
public sealed record ItemSpans(ImmutableArray<StateSpan> States, ImmutableArray<TimeSpanUtc> Downtimes, ImmutableArray<Correction> Corrections)
{
    /// <summary>Nothing is known.</summary>
    public static ItemSpans None { get; } = new([], [], []);
}
