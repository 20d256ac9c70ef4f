using System.Collections.Immutable;

namespace Tsuba.Model.TimePeriods;

/// <summary>One entry of a time period: days, and times of these days.</summary>
/// <param name="Days">Which days.</param>
/// <param name="Times">Times of day, by start.</param>
public sealed record DateEntry(DateRule Days, ImmutableArray<TimeRange> Times);
