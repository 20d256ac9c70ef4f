using Tsuba.Dispatch.Relations;

namespace Tsuba.Dispatch.Shards;

/// <summary>A relation whose removal would cut the shard in two.</summary>
/// <param name="Relation">The relation.</param>
/// <param name="FreedHosts">Hosts on the smaller side.</param>
public sealed record GlueBridge(Relation Relation, int FreedHosts);
