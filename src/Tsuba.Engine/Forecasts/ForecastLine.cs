namespace Tsuba.Engine.Forecasts;

/// <summary>A line of the log that is neither a state nor a notification: downtimes, flapping, event handlers, acknowledgements.</summary>
/// <param name="UtcMilliseconds">When.</param>
/// <param name="Text">The line, without its time.</param>
public sealed record ForecastLine(long UtcMilliseconds, string Text) : ForecastEntry(UtcMilliseconds);
