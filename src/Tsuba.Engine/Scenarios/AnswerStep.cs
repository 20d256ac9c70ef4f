using Tsuba.Model.Items;

namespace Tsuba.Engine.Scenarios;

/// <summary><c>answer</c>: what the plugin of an item says from now on.</summary>
/// <param name="At">Time from the start.</param>
/// <param name="Line">Line of the file.</param>
/// <param name="Item">The item.</param>
/// <param name="Code">Exit code.</param>
/// <param name="Output">Output and performance data.</param>
public sealed record AnswerStep(TimeSpan At, int Line, ItemName Item, int Code, string Output) : ScenarioStep(At, Line);
