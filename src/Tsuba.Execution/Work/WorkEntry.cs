using Tsuba.Model.Items;

namespace Tsuba.Execution.Work;

/// <summary>One line of the record of what must not be done twice (<see cref="IWorkRecord"/>).</summary>
public abstract record WorkEntry
{
    private WorkEntry()
    {
    }

    /// <summary>The job it is about: part, and its id inside the part.</summary>
    public abstract (PartId Part, ulong Id) Key { get; }

    /// <summary>The job is about to be started.</summary>
    public sealed record Started(WorkItem Item) : WorkEntry
    {
        /// <inheritdoc/>
        public override (PartId Part, ulong Id) Key => (Item.Part, Item.Id);
    }

    /// <summary>The job has ended.</summary>
    public sealed record Ended(WorkResult Result) : WorkEntry
    {
        /// <inheritdoc/>
        public override (PartId Part, ulong Id) Key => (Result.Item.Part, Result.Item.Id);
    }

    /// <summary>A scheduler has the result, or nobody will take it.</summary>
    /// <param name="Part">Part.</param>
    /// <param name="Id">Id of the job.</param>
    /// <param name="Forgets">The job was not done: it may be leased again and is then run.</param>
    public sealed record Settled(PartId Part, ulong Id, bool Forgets) : WorkEntry
    {
        /// <inheritdoc/>
        public override (PartId Part, ulong Id) Key => (Part, Id);
    }
}
