using Tsuba.Model.Snapshots;

namespace Tsuba.Engine.Scenarios;

/// <summary>A configuration for <c>reload</c>: exactly one of the two is there.</summary>
/// <param name="Snapshot">The configuration, or null.</param>
/// <param name="Problem">Why it cannot be used, or null.</param>
public readonly record struct ScenarioConfiguration(ConfigurationSnapshot? Snapshot, string? Problem);
