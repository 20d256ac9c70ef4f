using Tsuba.Model.Items;

namespace Tsuba.Engine.Scenarios;

/// <summary><c>result</c>: one passive result.</summary>
/// <param name="At">Time from the start.</param>
/// <param name="Line">Line of the file.</param>
/// <param name="Item">The item.</param>
/// <param name="Code">Code as the profile reads it.</param>
/// <param name="Output">Output and performance data.</param>
public sealed record ResultStep(TimeSpan At, int Line, ItemName Item, int Code, string Output) : ScenarioStep(At, Line);
