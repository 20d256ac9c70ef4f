using System.Collections.Immutable;

namespace Tsuba.Synchronizer.Versions;

/// <summary>Why an order was not carried out, and what to do. Nothing was changed.</summary>
/// <param name="Kind">What kind of obstacle.</param>
/// <param name="Message">One or two sentences.</param>
public sealed record Refusal(RefusalKind Kind, string Message)
{
    /// <summary>What must be decided, where <see cref="Kind"/> is <see cref="RefusalKind.Conflict"/>.</summary>
    public ImmutableArray<MergeConflict> Conflicts { get; init; } = [];

    /// <summary>What the conflicts were found between; a decision names it, so that it is about these conflicts.</summary>
    public string MergeToken { get; init; } = "";
}
