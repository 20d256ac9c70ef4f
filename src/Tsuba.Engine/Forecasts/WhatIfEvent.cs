namespace Tsuba.Engine.Forecasts;

/// <summary>Something that is assumed to happen.</summary>
/// <param name="Line">Line of the script, from 1.</param>
/// <param name="FromUtcMilliseconds">When it begins.</param>
public abstract record WhatIfEvent(int Line, long FromUtcMilliseconds);
