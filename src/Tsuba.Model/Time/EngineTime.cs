namespace Tsuba.Model.Time;

/// <summary>
/// The time of a turn: both clocks, read once by the shell and written to the journal. Intervals run on
/// <see cref="LogicalMilliseconds"/>, which never goes back; calendars, log lines and everything shown to people use
/// <see cref="UtcMilliseconds"/> (design 2.3).
/// </summary>
/// <param name="UtcMilliseconds">Milliseconds since 1970-01-01T00:00:00Z by the wall clock; may step in both directions.</param>
/// <param name="LogicalMilliseconds">Milliseconds on the logical clock of the part; grows only.</param>
public readonly record struct EngineTime(long UtcMilliseconds, long LogicalMilliseconds)
{
    /// <summary>Seconds since 1970-01-01T00:00:00Z, rounded down, as in log lines and commands.</summary>
    public long UtcSeconds => (long)Math.Floor(UtcMilliseconds / 1000.0);

    /// <summary>Both clocks moved on by the same span.</summary>
    public EngineTime Plus(TimeSpan span) =>
        new(UtcMilliseconds + (long)span.TotalMilliseconds, LogicalMilliseconds + (long)span.TotalMilliseconds);
}
