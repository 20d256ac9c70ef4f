namespace Tsuba.Synchronizer.Api.Messages;

/// <summary>Why a request was not carried out. Nothing was changed.</summary>
/// <param name="Error">What is wrong and what to do.</param>
/// <param name="Kind">One word: not_found, invalid, moved, conflict, faulty, read_only, forbidden, refused_edit.</param>
/// <param name="Conflicts">What two authors changed at the same place, where kind is conflict.</param>
/// <param name="Token">Comes back with the decisions about these conflicts.</param>
/// <param name="Edit">Index of the edit that is refused.</param>
public sealed record ApiProblem(string Error, string Kind, IReadOnlyList<ConflictEntry> Conflicts, string Token, int? Edit);
