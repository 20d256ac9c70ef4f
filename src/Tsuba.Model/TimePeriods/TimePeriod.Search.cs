namespace Tsuba.Model.TimePeriods;

public sealed partial class TimePeriod
{
    /// <summary>Whether the period is valid at a moment.</summary>
    /// <param name="utcSeconds">Seconds since 1970-01-01T00:00:00Z.</param>
    /// <param name="zone">Zone whose wall clock counts.</param>
    public bool Contains(long utcSeconds, TimeZoneInfo zone) => throw new NotSupportedException(zone.Id + utcSeconds);

    /// <summary>The first second ≥ <paramref name="utcSeconds"/> at which the period is valid; null if there is none within 366 days.</summary>
    public long? NextValid(long utcSeconds, TimeZoneInfo zone) => throw new NotSupportedException(zone.Id + utcSeconds);

    /// <summary>The first second &gt; <paramref name="utcSeconds"/> at which validity changes; null if it does not within 366 days.</summary>
    public long? NextChange(long utcSeconds, TimeZoneInfo zone) => throw new NotSupportedException(zone.Id + utcSeconds);
}
