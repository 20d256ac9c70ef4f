namespace Tsuba.Engine;

/// <summary>What an engine is told at its birth and keeps for life; part of the state hash.</summary>
public sealed record EngineOptions
{
    /// <summary>Number of the part, mixed into the spread of first checks.</summary>
    public required int Part { get; init; }

    /// <summary>Seed of the spread of first checks; the same seed gives the same plan.</summary>
    public ulong Seed { get; init; }

    /// <summary>Whether first checks are spread over max_*_check_spread; off in <c>tsuba simulate</c> without <c>--spread</c>.</summary>
    public bool SpreadFirstChecks { get; init; } = true;
}
