using Tsuba.Model.TimePeriods;

namespace Tsuba.Engine.Timers;

/// <summary>
/// Answers whether a time period is valid, and remembers the answer until the next change, so that the check of a hundred thousand items
/// against one period costs one search. What is remembered never shows in a result.
/// </summary>
internal sealed class PeriodClock
{
    // How far a period is searched; an answer is remembered no longer than that.
    private const long SearchSeconds = 366 * 86_400;

    private readonly Dictionary<TimePeriod, Span> _known = [];
    private readonly TimeZoneInfo _zone;

    /// <summary>A clock for the zone of a configuration.</summary>
    public PeriodClock(TimeZoneInfo zone)
    {
        _zone = zone;
    }

    /// <summary>Whether the period is valid at a UTC second; no period is always valid.</summary>
    public bool Contains(TimePeriod? period, long utcSeconds)
    {
        if (period is null)
        {
            return true;
        }

        if (_known.TryGetValue(period, out var known) && utcSeconds >= known.From && utcSeconds < known.Until)
        {
            return known.IsValid;
        }

        var valid = period.Contains(utcSeconds, _zone);
        _known[period] = new Span(utcSeconds, period.NextChange(utcSeconds, _zone) ?? utcSeconds + SearchSeconds, valid);
        return valid;
    }

    /// <summary>The first valid second at or after a UTC second, or null if there is none within a year.</summary>
    public long? NextValid(TimePeriod? period, long utcSeconds) =>
        period is null || Contains(period, utcSeconds) ? utcSeconds : period.NextValid(utcSeconds, _zone);

    /// <summary>The first second after a UTC second at which the period begins or ends, or null if it does not within a year.</summary>
    public long? NextChange(TimePeriod period, long utcSeconds) => period.NextChange(utcSeconds, _zone);

    private readonly record struct Span(long From, long Until, bool IsValid);
}
