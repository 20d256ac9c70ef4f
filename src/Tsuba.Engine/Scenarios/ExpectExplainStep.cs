using Tsuba.Model.Items;

namespace Tsuba.Engine.Scenarios;

/// <summary><c>expect [no] explain NAME "TEXT"</c>: a decision about the item since the start whose words hold the text; case does not count.</summary>
/// <param name="At">Time from the start.</param>
/// <param name="Line">Line of the file.</param>
/// <param name="Item">The item.</param>
/// <param name="Text">Part of the words.</param>
/// <param name="Times">How often.</param>
public sealed record ExpectExplainStep(TimeSpan At, int Line, ItemName Item, string Text, ExpectedTimes Times) : ScenarioStep(At, Line);
