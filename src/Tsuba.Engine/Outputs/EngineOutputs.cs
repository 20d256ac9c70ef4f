namespace Tsuba.Engine.Outputs;

/// <summary>What a turn brought about. Owned by the caller, who clears it between turns; lists are in order of happening.</summary>
public sealed class EngineOutputs
{
    // Entries that a list keeps room for: what an ordinary turn needs. A turn that activates a configuration has one for each item.
    private const int MostKept = 4096;

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

    /// <summary>Forgets everything. The memory is kept, but not that of an unusually large turn.</summary>
    public void Clear()
    {
        Empty(Checks);
        Empty(CancelledChecks);
        Empty(Actions);
        Empty(CancelledActions);
        Empty(Events);
    }

    private static void Empty<T>(List<T> list)
    {
        list.Clear();
        if (list.Capacity > MostKept)
        {
            list.Capacity = 0;
        }
    }
}
