using System.Collections.Immutable;

namespace Tsuba.Engine.Scenarios;

/// <summary>A scenario for <c>tsuba simulate</c>. Source: design 6.</summary>
public sealed record Scenario
{
    /// <summary>Epoch second of time 0 where the file says nothing.</summary>
    public const long DefaultStart = 1_700_000_000;

    /// <summary>Epoch second of time 0.</summary>
    public long Start { get; init; } = DefaultStart;

    /// <summary>Time zone of the run; null: that of the configuration.</summary>
    public TimeZoneInfo? Zone { get; init; }

    /// <summary>Steps by time, then in the order of the file.</summary>
    public required ImmutableArray<ScenarioStep> Steps { get; init; }

    /// <summary>When the run ends.</summary>
    public required TimeSpan Until { get; init; }
}
