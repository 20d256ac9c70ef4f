using Tsuba.Model.Diagnostics;

namespace Tsuba.Dispatch.Relations;

/// <summary>One edge of the relation graph; direction has no meaning for cutting and is kept for reports.</summary>
/// <param name="From">Index of the host that has the relation (child, dependent, owner of the rule).</param>
/// <param name="To">Index of the host that it names.</param>
/// <param name="Kind">What relates them.</param>
/// <param name="Location">Where it was written.</param>
public readonly record struct Relation(int From, int To, RelationKind Kind, SourceLocation Location);
