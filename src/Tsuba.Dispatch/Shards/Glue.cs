using System.Collections.Immutable;

namespace Tsuba.Dispatch.Shards;

/// <summary>What holds a large shard together, so that a person can decide whether it must (design 3, "large component").</summary>
/// <param name="Bridges">Relations without which the shard would fall in two, those that free most hosts first.</param>
/// <param name="Hubs">Hosts with most relations, highest degree first.</param>
public sealed record Glue(ImmutableArray<GlueBridge> Bridges, ImmutableArray<GlueHub> Hubs)
{
    /// <summary>No glue.</summary>
    public static Glue None { get; } = new([], []);
}
