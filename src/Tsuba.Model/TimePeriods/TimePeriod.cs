namespace Tsuba.Model.TimePeriods;

/// <summary>
/// A compiled time period. Local time is that of the zone given by the caller. Source: reference/shinken.md 3.5; design 3 for
/// daylight saving and excludes.
/// </summary>
public sealed partial class TimePeriod
{
    /// <summary>timeperiod_name.</summary>
    public required string Name { get; init; }

    /// <summary>alias, or the name.</summary>
    public required string Alias { get; init; }

    /// <inheritdoc />
    public override string ToString() => Name;
}
