namespace Tsuba.Engine.Scenarios;

/// <summary><c>expect [no] log "TEXT" [once]</c>: lines since the start that hold the text.</summary>
/// <param name="At">Time from the start.</param>
/// <param name="Line">Line of the file.</param>
/// <param name="Text">Part of the line.</param>
/// <param name="Times">How often.</param>
public sealed record ExpectLogStep(TimeSpan At, int Line, string Text, ExpectedTimes Times) : ScenarioStep(At, Line);
