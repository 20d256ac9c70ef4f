namespace Tsuba.Dispatch.Shards;

/// <summary>A host that many others of its shard are related to.</summary>
/// <param name="Host">Index of the host.</param>
/// <param name="Relations">Number of relations that touch it.</param>
/// <param name="LargestRest">Hosts of the largest piece that would remain if this host had no relations.</param>
public sealed record GlueHub(int Host, int Relations, int LargestRest);
