namespace Tsuba.Engine.Scenarios;

/// <summary>One line of a scenario that happens at a time.</summary>
/// <param name="At">Time from the start.</param>
/// <param name="Line">Line of the file, from 1.</param>
public abstract record ScenarioStep(TimeSpan At, int Line);
