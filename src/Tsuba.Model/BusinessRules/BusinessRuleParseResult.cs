using System.Diagnostics.CodeAnalysis;

namespace Tsuba.Model.BusinessRules;

/// <summary>Outcome of reading a rule: exactly one of the two is there.</summary>
/// <param name="Rule">The rule, or null.</param>
/// <param name="Error">The first error, or null.</param>
public readonly record struct BusinessRuleParseResult(BusinessRuleNode? Rule, BusinessRuleError? Error)
{
    /// <summary>Whether there is a rule.</summary>
    [MemberNotNullWhen(true, nameof(Rule))]
    [MemberNotNullWhen(false, nameof(Error))]
    public bool IsValid => Rule is not null;
}
