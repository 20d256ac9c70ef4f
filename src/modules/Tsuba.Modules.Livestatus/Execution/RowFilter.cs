using System.Collections.Immutable;

namespace Tsuba.Modules.Livestatus.Execution;

/// <summary>A condition on rows. It is asked for a batch of rows at a time and answers with one bit for each.</summary>
internal abstract class RowFilter
{
    /// <summary>What a row costs about: 0 a number, 1 a text, 2 a list, 3 a regular expression. Cheap conditions are asked first.</summary>
    public abstract int Cost { get; }

    /// <summary>Whether it runs a regular expression, which takes more memory than any other condition.</summary>
    public virtual bool HasPattern => false;

    /// <summary>Conditions that must all hold for this one to hold; an index may find the rows of one of them.</summary>
    public virtual ImmutableArray<RowFilter> Necessary => [this];

    /// <summary>Finds the rows that meet the condition.</summary>
    /// <param name="batch">The rows.</param>
    /// <param name="among">Rows that are asked for.</param>
    /// <param name="passed">Set to those of <paramref name="among"/> that pass; of the same length.</param>
    public abstract void Select(RowBatch batch, ReadOnlySpan<ulong> among, Span<ulong> passed);
}
