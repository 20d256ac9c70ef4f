using System.Collections.Immutable;

namespace Tsuba.Model.TimePeriods;

/// <summary>
/// A compiled time period: valid where one of its entries is, and none of the periods that it excludes is. Local time is that of the
/// zone given by the caller. Source: reference/shinken.md 3.5; design 3 for skips, daylight saving and excludes.
/// </summary>
public sealed partial class TimePeriod
{
    /// <summary>timeperiod_name.</summary>
    public required string Name { get; init; }

    /// <summary>alias, or the name.</summary>
    public required string Alias { get; init; }

    /// <summary>Date entries, the specific kinds before the general ones (the order of <see cref="DateRuleKind"/>).</summary>
    public ImmutableArray<DateEntry> Entries { get; init; } = [];

    /// <summary>
    /// Whether only the first entry that fits a day counts, as in the nagios profile: a date takes its day from the weekday's times.
    /// In the shinken profile all entries that fit a day count.
    /// </summary>
    public bool FirstFitOnly { get; init; }

    /// <summary>exclude: what is valid in one of these is not valid here. Set once by the builder; never in a circle.</summary>
    public ImmutableArray<TimePeriod> Excludes { get; internal set; } = [];

    /// <inheritdoc />
    public override string ToString() => Name;
}
