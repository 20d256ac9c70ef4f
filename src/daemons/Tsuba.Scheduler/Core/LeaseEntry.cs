namespace Tsuba.Scheduler.Core;

/// <summary>A work item between due and done.</summary>
internal sealed class LeaseEntry
{
    public LeaseEntry(WorkItem item, long order)
    {
        Item = item;
        Order = order;
    }

    public WorkItem Item { get; }

    /// <summary>Grows with each item, so that equal priorities go first come, first served; kept when it comes back.</summary>
    public long Order { get; }

    /// <summary>Waiting, out, or no longer wanted.</summary>
    public LeaseState State { get; set; }

    /// <summary>Who has it.</summary>
    public LeaseHolder? Holder { get; set; }

    /// <summary>How often its command could not be started.</summary>
    public int FailedStarts { get; set; }

    /// <summary>When its pause ends.</summary>
    public long NotBefore { get; set; }

    /// <summary>How often it was handed out; tells a lease from an earlier one of the same item.</summary>
    public int Leases { get; set; }
}
