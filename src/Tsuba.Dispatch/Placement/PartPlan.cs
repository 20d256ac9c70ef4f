using System.Collections.Immutable;
using Tsuba.Model.Items;

namespace Tsuba.Dispatch.Placement;

/// <summary>A part: some shards of one realm that one scheduler owns together.</summary>
/// <param name="Id">Number; never given to other hosts again once the part has gone.</param>
/// <param name="Realm">Realm of its hosts.</param>
/// <param name="Scheduler">Name of the scheduler that owns it while all are well (its home).</param>
/// <param name="Hosts">Names of its hosts in ordinal order.</param>
/// <param name="Services">Number of its services.</param>
/// <param name="Cost">Sum of the costs of its hosts.</param>
public sealed record PartPlan(PartId Id, string Realm, string Scheduler, ImmutableArray<string> Hosts, int Services, long Cost);
