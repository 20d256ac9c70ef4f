using System.Collections.Immutable;
using Tsuba.Model.Snapshots;

namespace Tsuba.Engine.Inputs;

/// <summary>
/// A configuration takes effect. Items that it shares with the one before keep their state, attempts, phase, downtimes and
/// comments (design 2.7). The journal keeps its generation and manifest, not the snapshot.
/// </summary>
/// <param name="Snapshot">The configuration of the part.</param>
public sealed record ConfigurationActivated(ConfigurationSnapshot Snapshot) : EngineInput
{
    /// <summary>Names of the hosts that go to another part: their state is kept for it, see <see cref="SchedulerEngine.Departures"/>.</summary>
    public ImmutableArray<string> Leaving { get; init; } = [];

    /// <summary>
    /// Names of the hosts whose state comes from another part. They and their services are not checked before <see cref="HostsArrived"/>
    /// or <see cref="ArrivalsEnded"/>.
    /// </summary>
    public ImmutableArray<string> Awaited { get; init; } = [];
}
