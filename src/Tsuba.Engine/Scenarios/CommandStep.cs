namespace Tsuba.Engine.Scenarios;

/// <summary><c>command</c>: an external command. <c>$NOW$</c> and <c>$NOW+600$</c> stand for epoch seconds.</summary>
/// <param name="At">Time from the start.</param>
/// <param name="Line">Line of the file.</param>
/// <param name="Text">The command without time stamp.</param>
public sealed record CommandStep(TimeSpan At, int Line, string Text) : ScenarioStep(At, Line);
