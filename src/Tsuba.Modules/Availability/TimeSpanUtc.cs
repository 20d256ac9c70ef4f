namespace Tsuba.Modules.Availability;

/// <summary>A span of time in UTC milliseconds.</summary>
/// <param name="Begin">First millisecond.</param>
/// <param name="End">First millisecond that is not in it.</param>
public readonly record struct TimeSpanUtc(long Begin, long End)
{
    /// <summary>Whether a moment is in it.</summary>
    public bool Contains(long utcMilliseconds) => Begin <= utcMilliseconds && utcMilliseconds < End;
}
