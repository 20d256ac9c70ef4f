namespace Tsuba.Engine.Forecasts;

/// <summary><c>command</c>, <c>downtime</c> and <c>ack</c>: an external command, once.</summary>
/// <param name="Line">Line of the script.</param>
/// <param name="FromUtcMilliseconds">When.</param>
/// <param name="Text">The command without time stamp; <c>$NOW$</c> and <c>$NOW+600$</c> stand for epoch seconds.</param>
public sealed record AssumedCommand(int Line, long FromUtcMilliseconds, string Text) : WhatIfEvent(Line, FromUtcMilliseconds);
