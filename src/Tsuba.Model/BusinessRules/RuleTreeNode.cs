namespace Tsuba.Model.BusinessRules;

/// <summary>A node of a rule whose names are resolved: <see cref="RuleTreeMember"/> or <see cref="RuleTreeGroup"/>.</summary>
/// <param name="IsNegated">Whether it is negated.</param>
public abstract record RuleTreeNode(bool IsNegated);
