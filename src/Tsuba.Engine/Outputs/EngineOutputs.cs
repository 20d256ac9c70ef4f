namespace Tsuba.Engine.Outputs;

/// <summary>What a turn brought about. Owned by the caller, who clears it between turns; lists are in order of happening.</summary>
public sealed class EngineOutputs
{
    /// <summary>Checks that became due.</summary>
    public List<CheckDue> Checks { get; } = [];

    /// <summary>Checks that are no longer wanted (item removed, orphaned and planned again): item and occurrence.</summary>
    public List<(Tsuba.Model.Items.ItemId Item, ulong Occurrence)> CancelledChecks { get; } = [];

    /// <summary>Actions that became due.</summary>
    public List<ActionDue> Actions { get; } = [];

    /// <summary>Ids of actions that are no longer wanted.</summary>
    public List<ulong> CancelledActions { get; } = [];

    /// <summary>Events, answers to commands included.</summary>
    public List<EngineEvent> Events { get; } = [];

    /// <summary>Forgets everything, keeps the memory.</summary>
    public void Clear()
    {
        Checks.Clear();
        CancelledChecks.Clear();
        Actions.Clear();
        CancelledActions.Clear();
        Events.Clear();
    }
}
