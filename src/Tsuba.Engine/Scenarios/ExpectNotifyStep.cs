using Tsuba.Model.Items;

namespace Tsuba.Engine.Scenarios;

/// <summary><c>expect [no] notify TYPE NAME to CONTACT [once]</c>: what was sent since the start.</summary>
/// <param name="At">Time from the start.</param>
/// <param name="Line">Line of the file.</param>
/// <param name="Type">PROBLEM, RECOVERY, ….</param>
/// <param name="Item">The item.</param>
/// <param name="Contact">The contact.</param>
/// <param name="Times">How often.</param>
public sealed record ExpectNotifyStep(TimeSpan At, int Line, string Type, ItemName Item, string Contact, ExpectedTimes Times)
    : ScenarioStep(At, Line);
