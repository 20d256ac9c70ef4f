using Tsuba.Engine.Downtimes;

namespace Tsuba.Engine.Outputs.Events;

/// <summary>A downtime was made, began or was changed.</summary>
public sealed record DowntimeChanged : EngineEvent
{
    /// <summary>The downtime after the change.</summary>
    public required Downtime Downtime { get; init; }
}
