using System.Globalization;

namespace Tsuba.Model.TimePeriods;

/// <summary>
/// A range of times of day, in seconds from midnight of the wall clock. The second at which the range ends still belongs to it, as
/// in both originals; a range to 24:00 ends with the day. Invariant: 0 ≤ Start ≤ End ≤ 86400.
/// </summary>
/// <param name="Start">First second.</param>
/// <param name="End">Last second; 86400 for the end of the day.</param>
public readonly record struct TimeRange(int Start, int End)
{
    /// <summary>Whether a second of the day is inside.</summary>
    public bool Contains(int secondOfDay) => secondOfDay >= Start && secondOfDay <= End;

    /// <summary>The first second after the range, at most 86400.</summary>
    internal int Stop => Math.Min(End + 1, 86400);

    /// <summary><c>HH:MM-HH:MM</c>.</summary>
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture, $"{Start / 3600:00}:{Start / 60 % 60:00}-{End / 3600:00}:{End / 60 % 60:00}");
}
