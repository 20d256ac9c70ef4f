namespace Tsuba.Engine.Backtests;

/// <summary>How often a contact is told in an hour.</summary>
/// <param name="Contact">Who.</param>
/// <param name="HourUtcMilliseconds">When the hour begins, milliseconds since 1970.</param>
/// <param name="Recorded">Notifications under the recorded configuration.</param>
/// <param name="Candidate">Notifications under the candidate.</param>
public sealed record ContactHour(string Contact, long HourUtcMilliseconds, int Recorded, int Candidate);
