namespace Tsuba.Modules.History;

/// <summary>Values of one series over one span of time.</summary>
/// <param name="UtcSeconds">Begin of the span, seconds since 1970.</param>
/// <param name="SpanSeconds">Length of the span; 0: one single value.</param>
/// <param name="Count">How many values it stands for.</param>
/// <param name="Minimum">Least value, in the base unit.</param>
/// <param name="Average">Mean of the values.</param>
/// <param name="Maximum">Greatest value.</param>
public readonly record struct HistorySample(long UtcSeconds, int SpanSeconds, long Count, double Minimum, double Average, double Maximum);
