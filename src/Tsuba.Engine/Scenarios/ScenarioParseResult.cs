using System.Collections.Immutable;

namespace Tsuba.Engine.Scenarios;

/// <summary>Outcome of reading a scenario.</summary>
/// <param name="Scenario">The scenario; null if there is an error.</param>
/// <param name="Errors">All errors, by line.</param>
public sealed record ScenarioParseResult(Scenario? Scenario, ImmutableArray<ScenarioFinding> Errors);
