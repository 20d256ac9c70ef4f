using System.Collections.Immutable;
using Tsuba.Dispatch.Cutting;
using Tsuba.Model.Items;

namespace Tsuba.Arbiter.Core.Configuration;

/// <summary>An accepted configuration, cut and encoded.</summary>
/// <param name="Generation">Its generation.</param>
/// <param name="Cut">Shards, parts, daemons.</param>
/// <param name="Parts">Parts ready to be sent.</param>
public sealed record RunningConfiguration(long Generation, ConfigurationCut Cut, ImmutableSortedDictionary<PartId, RunningPart> Parts);
