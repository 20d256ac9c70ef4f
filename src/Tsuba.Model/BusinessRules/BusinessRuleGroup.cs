using System.Collections.Immutable;

namespace Tsuba.Model.BusinessRules;

/// <summary>Several parts joined by one operator.</summary>
/// <param name="Operator">The operator.</param>
/// <param name="Parts">The parts; at least one.</param>
/// <param name="Counts">Values before <c>of:</c>; all zero for the other operators.</param>
/// <param name="IsNegated">Whether it is negated.</param>
/// <param name="Column">Where it begins, from 1.</param>
public sealed record BusinessRuleGroup(
    BusinessRuleOperator Operator, ImmutableArray<BusinessRuleNode> Parts, BusinessRuleCounts Counts, bool IsNegated, int Column)
    : BusinessRuleNode(IsNegated, Column);
