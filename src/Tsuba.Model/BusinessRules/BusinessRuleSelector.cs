namespace Tsuba.Model.BusinessRules;

/// <summary>The host part or the service part of a leaf.</summary>
/// <param name="Kind">How it chooses.</param>
/// <param name="Text">Name, pattern, group, label or template; empty for <c>*</c> and the owner.</param>
public readonly record struct BusinessRuleSelector(BusinessRuleSelectorKind Kind, string Text)
{
    /// <summary>Whether it can choose several.</summary>
    public bool IsExpansion => Kind is not (BusinessRuleSelectorKind.Owner or BusinessRuleSelectorKind.Name);
}
