using Tsuba.Engine.Downtimes;

namespace Tsuba.Engine.Outputs.Events;

/// <summary>A downtime ended or was deleted.</summary>
public sealed record DowntimeRemoved : EngineEvent
{
    /// <summary>The downtime as it was.</summary>
    public required Downtime Downtime { get; init; }

    /// <summary>Whether it was deleted before its end.</summary>
    public required bool Cancelled { get; init; }
}
