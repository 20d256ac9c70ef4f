using System.Collections.Immutable;

namespace Tsuba.Model.BusinessRules;

/// <summary>A rule whose names are resolved.</summary>
/// <param name="Root">The top.</param>
/// <param name="Members">Every item that it looks at, each once, in order of appearance.</param>
public sealed record RuleTree(RuleTreeNode Root, ImmutableArray<RuleTreeMember> Members);
