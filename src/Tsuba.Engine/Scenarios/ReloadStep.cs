namespace Tsuba.Engine.Scenarios;

/// <summary><c>reload</c>: another configuration takes effect.</summary>
/// <param name="At">Time from the start.</param>
/// <param name="Line">Line of the file.</param>
/// <param name="Path">Its main file, as written.</param>
public sealed record ReloadStep(TimeSpan At, int Line, string Path) : ScenarioStep(At, Line);
