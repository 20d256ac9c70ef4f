using Tsuba.Model.Items;

namespace Tsuba.Engine.Outputs.Events;

/// <summary>A snapshot command ended. Source: reference/shinken.md 4.7.</summary>
public sealed record SnapshotTaken : EngineEvent
{
    /// <summary>Id of the action.</summary>
    public required ulong Id { get; init; }

    /// <summary>The item.</summary>
    public required ItemId Item { get; init; }

    /// <summary>The command call.</summary>
    public required string Command { get; init; }

    /// <summary>State id of the item when it was raised.</summary>
    public required byte State { get; init; }

    /// <summary>When it was raised, UTC milliseconds.</summary>
    public required long TakenUtcMilliseconds { get; init; }

    /// <summary>Whether the command ended with 0 in time.</summary>
    public required bool Succeeded { get; init; }

    /// <summary>What it printed, or why it failed.</summary>
    public required string Output { get; init; }
}
