using System.Collections.Immutable;

namespace Tsuba.Dispatch.Shards;

/// <summary>A connected component of related hosts: the smallest thing that can be given to a scheduler.</summary>
/// <param name="Hosts">Indexes into the graph's hosts, ascending; the first names the shard in reports.</param>
/// <param name="Realm">Realm of all its hosts.</param>
/// <param name="Services">Number of services.</param>
/// <param name="Cost">Sum of the costs of its hosts.</param>
public sealed record Shard(ImmutableArray<int> Hosts, string Realm, int Services, long Cost);
