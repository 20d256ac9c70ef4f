using System.Collections.Immutable;

namespace Tsuba.Engine.Forecasts;

/// <summary>What is assumed, and for how long one looks ahead. Times are UTC milliseconds since 1970.</summary>
public sealed record ForecastPlan
{
    /// <summary>The present: no engine may be ahead of it.</summary>
    public required long NowUtcMilliseconds { get; init; }

    /// <summary>From when on is told; until then everything stays as it is.</summary>
    public required long FromUtcMilliseconds { get; init; }

    /// <summary>Until when.</summary>
    public required long UntilUtcMilliseconds { get; init; }

    /// <summary>What is assumed to happen.</summary>
    public required ImmutableArray<WhatIfEvent> Events { get; init; }

    /// <summary>Whether what stands behind or on a failing host goes on answering as before.</summary>
    public bool OnlyNamed { get; init; }

    /// <summary>Most entries that are kept; at least 1. What is beyond is counted.</summary>
    public int MaxEntries { get; init; } = 200_000;
}
