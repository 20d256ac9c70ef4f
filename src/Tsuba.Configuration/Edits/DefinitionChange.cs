using System.Collections.Immutable;
using Tsuba.Configuration.Differences;

namespace Tsuba.Configuration.Edits;

/// <summary>A definition that is written differently in two configurations.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Kind">What became of it.</param>
/// <param name="Properties">The properties that differ, where it is in both; none: only comments, order or the file do.</param>
public sealed record DefinitionChange(DefinitionId Id, ChangeKind Kind, ImmutableArray<PropertyChange> Properties);
