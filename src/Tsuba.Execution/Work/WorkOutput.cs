using System.Collections.Immutable;
using Tsuba.Model.Items;

namespace Tsuba.Execution.Work;

/// <summary>What a <see cref="WorkCore"/> wants done, in this order.</summary>
public abstract record WorkOutput
{
    private WorkOutput()
    {
    }

    /// <summary>Store durably that this epoch of the part has been seen, before anything that follows.</summary>
    public sealed record KeepEpoch(PartId Part, Epoch Epoch) : WorkOutput;

    /// <summary>Write these entries durably and report. One batch at a time.</summary>
    public sealed record Record(long Number, ImmutableArray<WorkEntry> Entries) : WorkOutput;

    /// <summary>Start a job and report its end.</summary>
    public sealed record Start(WorkItem Item) : WorkOutput;

    /// <summary>Send results and report the answer. One batch at a time to one source.</summary>
    public sealed record Send(string Source, long Batch, ImmutableArray<WorkResult> Results) : WorkOutput;
}
