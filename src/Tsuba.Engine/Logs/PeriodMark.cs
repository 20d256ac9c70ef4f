namespace Tsuba.Engine.Logs;

/// <summary>What the log knows of a time period.</summary>
/// <param name="IsValid">Whether it was valid when it was looked at last.</param>
/// <param name="NextUtc">When it is to be looked at again, UTC milliseconds; <see cref="Parts.ItemRow.Never"/>: it does not change within a year.</param>
internal readonly record struct PeriodMark(bool IsValid, long NextUtc);
