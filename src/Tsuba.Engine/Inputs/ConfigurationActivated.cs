using Tsuba.Model.Snapshots;

namespace Tsuba.Engine.Inputs;

/// <summary>
/// A configuration takes effect. Items that it shares with the one before keep their state, attempts, phase, downtimes and
/// comments (design 2.7). The journal keeps its generation and manifest, not the snapshot.
/// </summary>
/// <param name="Snapshot">The configuration of the part.</param>
public sealed record ConfigurationActivated(ConfigurationSnapshot Snapshot) : EngineInput;
