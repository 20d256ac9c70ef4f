using System.Collections.Immutable;

namespace Tsuba.Configuration.Edits;

/// <summary>What came of a list of edits: all of them, or none.</summary>
/// <param name="Book">The configuration afterwards; the one before if refused.</param>
/// <param name="Touched">Ids, as they are afterwards, of the definitions that were changed or added, in the order of the edits.</param>
/// <param name="Deleted">Ids of the definitions that went.</param>
/// <param name="Refusal">Why nothing was done; null: it was.</param>
/// <param name="RefusedIndex">Index of the edit that was refused; -1: none.</param>
public sealed record EditOutcome(
    DefinitionBook Book,
    ImmutableArray<DefinitionId> Touched,
    ImmutableArray<DefinitionId> Deleted,
    EditRefusal? Refusal,
    int RefusedIndex);
