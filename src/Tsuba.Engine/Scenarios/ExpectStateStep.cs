using Tsuba.Model.Items;

namespace Tsuba.Engine.Scenarios;

/// <summary><c>expect NAME STATE TYPE n/m</c>.</summary>
/// <param name="At">Time from the start.</param>
/// <param name="Line">Line of the file.</param>
/// <param name="Item">The item.</param>
/// <param name="State">State, type and attempt as written: <c>CRITICAL HARD 3/3</c>; or PENDING.</param>
public sealed record ExpectStateStep(TimeSpan At, int Line, ItemName Item, string State) : ScenarioStep(At, Line);
