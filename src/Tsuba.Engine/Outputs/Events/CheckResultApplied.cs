using Tsuba.Model.Items;

namespace Tsuba.Engine.Outputs.Events;

/// <summary>A result that took effect.</summary>
public sealed record CheckResultApplied : EngineEvent
{
    /// <summary>The item.</summary>
    public required ItemId Item { get; init; }

    /// <summary>State id after it.</summary>
    public required byte State { get; init; }

    /// <summary>Soft or hard.</summary>
    public required StateType StateType { get; init; }

    /// <summary>Number of the attempt.</summary>
    public required int Attempt { get; init; }

    /// <summary>First line.</summary>
    public required string Output { get; init; }

    /// <summary>Performance data.</summary>
    public required string Perfdata { get; init; }

    /// <summary>Start minus plan.</summary>
    public required float LatencySeconds { get; init; }

    /// <summary>Run time.</summary>
    public required float ExecutionSeconds { get; init; }

    /// <summary>Whether it was passive.</summary>
    public required bool IsPassive { get; init; }

    /// <summary>Start, UTC milliseconds.</summary>
    public required long StartUtcMilliseconds { get; init; }

    /// <summary>Number of the check; that of the last active one for a passive result.</summary>
    public required ulong Occurrence { get; init; }
}
