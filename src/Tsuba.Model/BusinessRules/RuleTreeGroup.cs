using System.Collections.Immutable;

namespace Tsuba.Model.BusinessRules;

/// <summary>Several parts joined by one operator.</summary>
/// <param name="Operator">The operator.</param>
/// <param name="Parts">The parts; at least one.</param>
/// <param name="Counts">Values before <c>of:</c>.</param>
/// <param name="IsNegated">Whether it is negated.</param>
public sealed record RuleTreeGroup(BusinessRuleOperator Operator, ImmutableArray<RuleTreeNode> Parts, BusinessRuleCounts Counts, bool IsNegated)
    : RuleTreeNode(IsNegated);
