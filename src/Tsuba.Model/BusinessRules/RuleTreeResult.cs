using System.Collections.Immutable;

namespace Tsuba.Model.BusinessRules;

/// <summary>Outcome of resolving the names of a rule.</summary>
/// <param name="Tree">The tree; null if there is an error.</param>
/// <param name="Errors">All errors, by column.</param>
public readonly record struct RuleTreeResult(RuleTree? Tree, ImmutableArray<BusinessRuleError> Errors);
