namespace Tsuba.Modules.Livestatus.Execution;

/// <summary>What one query may use up.</summary>
/// <param name="Time">The clock.</param>
/// <param name="Longest">Longest run.</param>
/// <param name="MostBytes">Most bytes of the answer.</param>
internal sealed record QueryLimits(TimeProvider Time, TimeSpan Longest, int MostBytes);
