using System.Collections.Immutable;

namespace Tsuba.Engine.Scenarios;

/// <summary>Outcome of a run.</summary>
/// <param name="Log">The Nagios log: <c>[epoch] …</c>, one line each.</param>
/// <param name="Failures">Expectations that were not met, and configurations that could not be loaded; none: the run succeeded.</param>
/// <param name="Remarks">Commands that the engine refused, which a scenario may do on purpose.</param>
/// <param name="Rules">Version of the rules that it ran under.</param>
public sealed record ScenarioReport(
    ImmutableArray<string> Log, ImmutableArray<ScenarioFinding> Failures, ImmutableArray<ScenarioFinding> Remarks, uint Rules);
