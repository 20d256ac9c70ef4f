using Tsuba.Web.Problems;

namespace Tsuba.Synchronizer.Api.Messages;

/// <summary>Why a request was not carried out. Nothing was changed.</summary>
/// <param name="Detail">What is wrong and what to do.</param>
/// <param name="Kind">One word: not_found, invalid, moved, conflict, faulty, read_only, forbidden, refused_edit, repository.</param>
/// <param name="Conflicts">What two authors changed at the same place, where kind is conflict.</param>
/// <param name="Token">Comes back with the decisions about these conflicts.</param>
/// <param name="Edit">Index of the edit that is refused.</param>
public sealed record EditingProblem(string Detail, string Kind, IReadOnlyList<ConflictEntry> Conflicts, string Token, int? Edit) : ApiProblem(Detail);
