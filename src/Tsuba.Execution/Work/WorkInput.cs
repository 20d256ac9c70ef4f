using System.Collections.Immutable;
using Tsuba.Execution.Plugins;
using Tsuba.Model.Items;

namespace Tsuba.Execution.Work;

/// <summary>What happens to a <see cref="WorkCore"/>.</summary>
public abstract record WorkInput
{
    private WorkInput()
    {
    }

    /// <summary>With whom to work from now on, replacing what was known.</summary>
    /// <param name="Sources">Names.</param>
    /// <param name="Parts">Owners of parts.</param>
    /// <param name="Slots">Most jobs at a time.</param>
    public sealed record LinksChanged(ImmutableArray<string> Sources, ImmutableArray<PartOwnership> Parts, int Slots) : WorkInput;

    /// <summary>A source gave jobs.</summary>
    public sealed record Leased(ImmutableArray<WorkItem> Items) : WorkInput;

    /// <summary>A job that was started has ended.</summary>
    public sealed record Finished(WorkItem Item, PluginResult Outcome) : WorkInput;

    /// <summary>A source answered a batch.</summary>
    /// <param name="Source">Who.</param>
    /// <param name="Batch">Number of the batch.</param>
    /// <param name="Refused">Parts whose results it will never take (stale epoch, not its part); they are dropped.</param>
    /// <param name="Postponed">Parts whose results it cannot take now; they are kept.</param>
    public sealed record Answered(string Source, long Batch, ImmutableArray<PartId> Refused, ImmutableArray<PartId> Postponed) : WorkInput;

    /// <summary>A batch did not reach its source, or no answer came back. It is sent again later: the ids make a repetition harmless.</summary>
    public sealed record Failed(string Source, long Batch) : WorkInput;

    /// <summary>The record has answered.</summary>
    /// <param name="Number">Number of the batch of entries.</param>
    /// <param name="IsDurable">Whether they survive a power cut; if not, the work goes on without.</param>
    public sealed record Recorded(long Number, bool IsDurable) : WorkInput;

    /// <summary>Nothing but time.</summary>
    public sealed record TimePassed : WorkInput;

    /// <summary>No job is started any more; results are still sent, at once.</summary>
    public sealed record Stopping : WorkInput;
}
