namespace Tsuba.Model.BusinessRules;

/// <summary>A node of a rule as it is written: <see cref="BusinessRuleLeaf"/> or <see cref="BusinessRuleGroup"/>.</summary>
/// <param name="IsNegated">Whether an odd number of <c>!</c> stands before it.</param>
/// <param name="Column">Where it begins in the expression, from 1.</param>
public abstract record BusinessRuleNode(bool IsNegated, int Column);
