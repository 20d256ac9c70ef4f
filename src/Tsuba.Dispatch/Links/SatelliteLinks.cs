using System.Collections.Immutable;
using Tsuba.Dispatch.Daemons;
using Tsuba.Dispatch.Ownership;

namespace Tsuba.Dispatch.Links;

/// <summary>With whom a satellite works.</summary>
/// <param name="Satellite">The satellite.</param>
/// <param name="Daemons">Schedulers that own a part of its realms; for a broker every satellite of them too.</param>
/// <param name="Parts">Parts of those schedulers that concern it.</param>
/// <param name="WantsHosts">Whether it needs to know which hosts the site has and in which part each is (receivers).</param>
public sealed record SatelliteLinks(DaemonKey Satellite, ImmutableArray<DaemonNode> Daemons, ImmutableArray<PartOwnership> Parts, bool WantsHosts);
