namespace Tsuba.Engine.Forecasts;

/// <summary>One thing that would happen.</summary>
/// <param name="UtcMilliseconds">When, milliseconds since 1970.</param>
public abstract record ForecastEntry(long UtcMilliseconds);
